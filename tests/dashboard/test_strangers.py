"""Every page of people and money: nothing of another tenant, nothing beyond one's role, never a 500."""

from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from apps.common.ids import encode, new_ulid
from apps.compliance import actions as compliance
from apps.compliance.models import Suppression
from apps.contacts.custom import actions as fields
from apps.contacts.custom.actions import Wish
from apps.dashboard.routes_contacts import urlpatterns as contacts
from apps.dashboard.routes_money import urlpatterns as money
from apps.dashboard.routes_people import urlpatterns as people
from apps.lists import actions as lists
from apps.pipeline import actions as pipeline
from apps.tags import actions as tags
from tests.dashboard.conftest import browser
from tests.world import CHARLIE, World

ROUTES: list[URLPattern] = [*contacts, *people, *money]
NAMES = [route.name for route in ROUTES if route.name]
ONE = [route.name for route in ROUTES if route.name and "public_id" in str(route.pattern)]
EDITS = [
    "contact_new",
    "contacts_bulk",
    "contact_edit",
    "contact_delete",
    "contact_tag",
    "contact_stage",
    "contact_membership",
    "contact_consent",
    "contact_opt-in",
    "contact_lift-blacklist",
    "contact_lift-review",
    "list_new",
    "list_rename",
    "list_delete",
    "list_take_out",
    "tag_new",
    "tag",
    "tag_merge",
    "tag_delete",
    "field_new",
    "field",
    "field_shift",
    "field_archive",
    "field_restore",
    "stage_new",
    "stage",
    "stage_shift",
    "suppression_new",
    "suppression_lift",
    "credits_threshold",
]
LONG = "x" * 10_000


def ids(world: World, workspace: Any, contact: Any) -> dict[str, str]:
    """A public id for each kind of page, of things of this workspace."""
    compliance.suppress(workspace.pk, CHARLIE, "blacklist", source="dashboard", evidence={})
    return {
        "contact": contact.public_id,
        "list": lists.create(workspace, "Members").public_id,
        "tag": tags.named(workspace, ["vip"])["vip"].public_id,
        "field": fields.add(workspace, "choice", Wish("Tier", ["Gold"])).public_id,
        "stage": pipeline.stages(workspace)[0].public_id,
        "suppression": Suppression.objects.of(workspace).get().public_id,
    }


def address(name: str, known: dict[str, str]) -> str:
    if name not in ONE:
        return reverse(f"dashboard:{name}")
    return reverse(f"dashboard:{name}", args=[known[name.split("_")[0]]])


@pytest.mark.parametrize("name", ONE)
def test_what_is_bobs_is_not_there_for_alice(world: World, name: str) -> None:
    theirs = address(name, ids(world, world.bobco.workspace, world.bobco.contacts["Zoe"]))
    alice = browser(world.alice)
    statuses = {
        alice.get(theirs).status_code,
        alice.post(theirs, {"reason": "mine", "name": "mine"}).status_code,
    }
    assert statuses <= {404, 405} and 404 in statuses


@pytest.mark.parametrize("name", ONE)
def test_an_id_that_cannot_be_one_is_404(world: World, name: str) -> None:
    alice = browser(world.alice)
    for wrong in ("con_nonsense", "%00", "1", f"con_{encode(new_ulid())}", LONG):
        path = address(name, dict.fromkeys(("contact", "list", "tag", "field", "stage", "suppression"), "ID"))
        answer = alice.get(path.replace("ID", wrong))
        assert answer.status_code in (404, 405)


@pytest.mark.parametrize("name", EDITS)
def test_agnes_and_victor_change_nothing(world: World, agnes: Client, victor: Client, name: str) -> None:
    ours = address(name, ids(world, world.acme.workspace, world.charlie))
    for client in (agnes, victor):
        assert client.post(ours, {"name": "mine", "reason": "mine"}).status_code == 403
    assert victor.post(address("contact_opt-out", {"contact": world.charlie.public_id})).status_code == 403


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_signs_in_first(world: World, name: str) -> None:
    path = address(name, ids(world, world.acme.workspace, world.charlie))
    for answer in (Client().get(path), Client().post(path)):
        assert answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("junk", ["\0", "a\0b", LONG, "\U0001f642\u202e%\\'\"; DROP TABLE"])
@pytest.mark.parametrize("name", NAMES)
def test_no_input_breaks_a_page(world: World, name: str, junk: str) -> None:
    path = address(name, ids(world, world.acme.workspace, world.charlie))
    words = [
        "q",
        "list",
        "tag",
        "stage",
        "who",
        "sort",
        "after",
        "before",
        "kind",
        "lifted",
        "since",
        "until",
        "days",
        "name",
        "reason",
        "phone",
        "first_name",
        "last_name",
        "email",
        "tags",
        "into",
        "channel",
        "consent_source",
        "has_consent",
        "attributes",
        "dnd",
        "remove",
        "verb",
        "contact",
        "next",
        "threshold",
        "way",
        "label",
        "key",
        "kind",
        "options",
        "required",
        "seen",
    ]
    fields = dict.fromkeys(words, junk)
    alice = browser(world.alice)
    assert alice.get(path, fields).status_code < 500
    assert alice.post(path, fields, follow=True).status_code < 500
