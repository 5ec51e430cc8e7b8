"""Search over everything: found by whoever may see it, and nowhere a row of somebody else's."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from pytest_django import Settings

from apps.campaigns.models import Campaign
from apps.contacts import actions as contacts
from apps.dashboard.finding import hits, rows
from apps.dashboard.finding.places import PLACES
from apps.sequences.models import Sequence
from tests.campaigns.launches import draft
from tests.dashboard.test_contacts_page import many
from tests.sequences import ways
from tests.world import World

PAGE = "/dashboard/search"


def found(client: Client, words: str) -> dict[str, list[str]]:
    """Kind → titles."""
    groups = client.get(PAGE, {"q": words}).context["groups"]
    return {group.title: [hit.title for hit in group.hits] for group in groups}


def test_charlie_is_found_by_name_number_and_address(victor: Client, world: World) -> None:
    contacts.update(world.charlie, {"last_name": "Bovary", "email": "cb@rouen.example"})
    for words in ("char", "bovary charlie", "415-555-2001", "5552001", "@rouen", "ch"):
        assert found(victor, words)["People"] == ["Charlie Bovary"], words


def test_campaigns_sequences_and_pages_are_found_by_name(maria: Client, world: World) -> None:
    sale = draft(world.acme, name="Autumn sale")
    tour = ways.sequence(world.acme, ways.text("s1", "Welcome"))
    Sequence.objects.of(world.acme.workspace).filter(pk=tour.pk).update(name="Autumn tour")
    shown = found(maria, "autumn")
    assert (shown["Campaigns"], shown["Sequences"]) == (["Autumn sale"], ["Autumn tour"])
    page = maria.get(PAGE, {"q": "sale autumn"}).content.decode()
    assert f'href="/dashboard/campaigns/{sale.public_id}"' in page and "Draft" in page
    assert found(maria, "pipe")["Pages"][0] == "Pipeline"
    assert found(maria, "kanban")["Pages"] == ["Pipeline"]


def test_nothing_of_another_tenant_is_found(maria: Client, bob: Client, world: World) -> None:
    draft(world.bobco, name="Secret sale")
    assert found(maria, "zoe") == found(maria, "secret") == {}
    assert found(bob, "zoe")["People"] == ["Zoe"]
    assert found(bob, "secret")["Campaigns"] == ["Secret sale"]


def test_pages_that_a_role_may_not_open_are_not_offered(
    maria: Client, agnes: Client, victor: Client, world: World
) -> None:
    assert "New campaign" in found(maria, "new")["Pages"]
    assert "API keys" not in found(maria, "api").get("Pages", [])
    assert found(victor, "new").get("Pages", []) == []
    assert "Write a single text" in found(agnes, "new")["Pages"]
    assert "New campaign" not in found(agnes, "new")["Pages"]


@pytest.mark.parametrize("who", ["maria", "agnes", "victor"])
def test_every_page_that_is_offered_opens(who: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(who)
    for name, _ in PLACES.values():
        for group in client.get(PAGE, {"q": name}).context["groups"]:
            for hit in group.hits:
                assert client.get(hit.href).status_code in (200, 302), hit


def test_the_search_knows_every_page_of_the_nav(maria: Client) -> None:
    page = maria.get("/dashboard/").content.decode()
    nav = {resolve(href).url_name for href in re.findall(r'class="rail-link" href="([^"]+)"', page)}
    assert nav <= set(PLACES) and len(nav) > 15


def test_each_kind_shows_a_few_and_says_where_the_rest_is(maria: Client, world: World) -> None:
    many(world, 30)
    for number in range(hits.MOST + 3):
        draft(world.acme, name=f"P0 sale {number}")
    shown = found(maria, "P0")
    assert len(shown["People"]) == len(shown["Campaigns"]) == hits.MOST
    assert "/dashboard/contacts?q=P0" in maria.get(PAGE, {"q": "P0"}).content.decode()


def test_a_search_costs_the_same_for_any_number_of_rows(maria: Client, world: World) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            maria.get(PAGE, {"q": "P00"}, headers={"HX-Request": "true"})
        return len(asked)

    few = queries()
    many(world, 60)
    Campaign.everywhere.bulk_create(
        [Campaign(workspace=world.acme.workspace, name=f"P00 {n}") for n in range(60)]
    )
    assert queries() == few <= 8


def test_little_is_looked_for_among_the_newest_and_the_rest_is_a_click_away(
    maria: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "NEWEST", 2)
    for words in ("ch", "52001"):
        assert found(maria, words)["People"] == []
        assert f"/dashboard/contacts?q={words}" in maria.get(PAGE, {"q": words}).content.decode()
    assert found(maria, "cha")["People"] == found(maria, "415 555 2001")["People"] == ["Charlie"]
    assert found(maria, "da")["People"] == ["Dana"]


def test_nothing_asked_and_nothing_found(maria: Client) -> None:
    assert list(found(maria, "")) == ["Pages"]
    page = maria.get(PAGE, {"q": "x\0yzzy <b>"}).content.decode()
    assert "Nothing is called “xyzzy &lt;b&gt;”." in page


def test_htmx_gets_the_rows_alone(maria: Client) -> None:
    part = maria.get(PAGE, {"q": "dana"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and 'data-found="dana"' in part and "Dana" in part


def test_the_page_of_components_is_for_development_alone(maria: Client, settings: Settings) -> None:
    assert maria.get("/dashboard/_styles").status_code == 404
    settings.DEBUG = True
    assert b"Every part of the house" in maria.get("/dashboard/_styles").content
