"""What the pages offer a role is what it may do: no link of ours ends in "Your role does not allow this"."""

import re

import pytest
from django.test import Client

from apps.accounts.actions import open_workspace
from apps.accounts.models import Workspace
from apps.accounts.roles import Role
from apps.copywriting import actions as copywriting
from apps.lists import actions as lists
from apps.pipeline import actions as pipeline
from apps.tags import actions as tags
from tests.campaigns.launches import draft
from tests.dashboard.conftest import browser
from tests.imports.files import table, upload
from tests.messaging.orders import texted
from tests.world import World, person, seat

HOME = "/dashboard/"
LINK = re.compile(r'href="(/dashboard/[^"?#]*)')


@pytest.fixture
def furnished(world: World) -> World:
    """Something of every kind, so that every page has its links."""
    place: Workspace = world.acme.workspace
    lists.add(lists.create(place, "Friends"), [world.charlie.pk])
    tags.add(world.charlie, ["regular"])
    pipeline.move(world.dana, "Customer")
    copywriting.keep(place, "Opening hours", "We are open 9 to 6.")
    draft(world.acme, name="Winter sale")
    upload(place, table("Phone", "4155550178"), "not-yet.csv")
    texted(world.acme.sender, world.charlie, "Lovely!")
    return world


def refused(client: Client) -> list[str]:
    """Every link that can be reached from home and answers 403."""
    found, no = [HOME], []
    for here in found:
        answer = client.get(here, follow=True)
        if answer.status_code == 403:
            no.append(here)
        elif "html" in answer.headers["Content-Type"]:
            links = LINK.findall(answer.content.decode())
            found += [link for link in dict.fromkeys(links) if link not in found]
    return no


@pytest.mark.parametrize("who", ["victor", "agnes", "maria", "adam", "alice"])
def test_no_link_ends_at_a_refusal(furnished: World, who: str) -> None:
    assert refused(browser(getattr(furnished, who))) == []


@pytest.mark.parametrize("role", [Role.VIEWER, Role.AGENT])
def test_nor_does_one_of_an_empty_workspace(world: World, role: Role) -> None:
    walter = person("Walter")
    seat(walter, open_workspace(world.bob, "Void"), role)
    assert refused(browser(walter)) == []


def test_victor_is_offered_nothing_to_create_and_agnes_a_single_text(victor: Client, agnes: Client) -> None:
    assert "btn-create" not in victor.get(HOME).content.decode()
    page = agnes.get(HOME).content.decode()
    assert "Single text" in page
    assert "/dashboard/campaigns/new" not in page


def test_settings_opens_the_first_tab_that_victor_may_see(victor: Client) -> None:
    answer = victor.get("/dashboard/settings", follow=True)
    assert answer.redirect_chain == [("/dashboard/settings/team", 302)]
    page = answer.content.decode()
    assert "/dashboard/developers/keys" not in page
    assert "/dashboard/settings/workspaces" in page
