"""Campaigns, inbox and templates: nothing of another tenant, nothing beyond one's role."""

from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from apps.campaigns.approval import actions as approval
from apps.campaigns.dry_run import actions as dry_run
from apps.copywriting import actions as templates
from apps.dashboard.routes_campaigns import urlpatterns as campaigns
from apps.dashboard.routes_inbox import urlpatterns as inbox
from apps.messaging.models import Conversation
from tests.campaigns.approvals import limit
from tests.campaigns.launches import WITNESS, WORDING, draft, gone, text_of
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.dashboard.conftest import browser
from tests.dashboard.test_scheduled_page import planned as planned_text
from tests.messaging.orders import texted
from tests.world import World

pytestmark = pytest.mark.usefixtures("daytime")
ROUTES: list[URLPattern] = [*campaigns, *inbox]
NAMES = [str(route.name) for route in ROUTES]
OPEN = {
    "campaigns",
    "campaign_show",
    "campaign_live",
    "campaign_people",
    "campaign_people_csv",
    "campaign_why",
    "campaign_dry_run",
    "campaign_dry_run_people",
    "campaign_dry_run_csv",
    "templates",
    "scheduled",
}
SENDS = {
    "campaign_launch",
    "campaign_ask",
    "campaign_take_back",
    "campaign_test",
    "campaign_pause",
    "campaign_resume",
    "campaign_undo",
    "campaign_cancel",
    "campaign_remaining",
    "message_decide",
}
REPLIES = {
    "message_new",
    "message_meter",
    "conversation_reply",
    "conversation_meter",
    "conversation_look_after",
    "conversation_note",
    "scheduled_cancel",
}
LOOKS = OPEN | {"inbox", "unread", "conversation", "conversation_live"}
APPROVES = {"campaign_approve", "campaign_send_back"}
EDITS = set(NAMES) - SENDS - APPROVES - REPLIES - LOOKS


def ids(world: World, tenant: Any) -> dict[str, str]:
    """Ids of rows of a tenant, by the names of the routes' parameters."""
    contact = tenant.contacts["Charlie"]
    planned, campaign = draft(tenant), gone(tenant)
    limit(tenant, 1)
    asked = approval.ask(planned, WITNESS, WORDING)
    dry_run.turn(dry_run.start(planned, world.alice), until=float("inf"))
    texted(tenant.sender, contact, "Hello")
    conversation = Conversation.objects.of(tenant.workspace).get(contact=contact)
    return {
        "approval_id": asked.public_id,
        "campaign_id": planned.public_id,
        "contact_id": contact.public_id,
        "conversation_id": conversation.public_id,
        "message_id": text_of(campaign, contact).public_id,
        "planned_id": planned_text(tenant, contact).public_id,
        "template_id": templates.keep(tenant.workspace, "Hours", "Nine to six.").public_id,
    }


def address(name: str, known: dict[str, str]) -> str:
    route = next(route for route in ROUTES if route.name == name)
    wanted = route.pattern.converters
    return reverse(f"dashboard:{name}", kwargs={key: known[key] for key in wanted})


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name not in ("campaigns", "inbox", "unread", "templates", "scheduled")]
)
def test_what_is_bobcos_is_not_here(world: World, name: str) -> None:
    theirs = address(name, ids(world, world.bobco))
    if theirs == address(name, ids(world, world.acme)):
        return  # no row in the address
    alice = browser(world.alice)
    got, posted = alice.get(theirs, headers={"HX-Request": "true"}), alice.post(theirs, {"went": "yes"})
    assert {got.status_code, posted.status_code} <= {404, 405}
    assert 404 in (got.status_code, posted.status_code)


@pytest.mark.parametrize("name", NAMES)
def test_ids_that_cannot_be_are_not_found(world: World, name: str) -> None:
    known = dict.fromkeys(
        (
            "approval_id",
            "campaign_id",
            "contact_id",
            "conversation_id",
            "message_id",
            "planned_id",
            "template_id",
        ),
        "nonsense",
    )
    path = address(name, known)
    if "nonsense" in path:
        alice = browser(world.alice)
        assert {alice.get(path).status_code, alice.post(path).status_code} <= {404, 405}


@pytest.mark.parametrize(
    ("right", "names"), [("send", SENDS), ("approve", APPROVES), ("edit", EDITS), ("reply", REPLIES)]
)
def test_a_role_without_the_right_is_told_whom_to_ask(world: World, right: str, names: set[str]) -> None:
    without = world.victor if right == "reply" else world.agnes
    known = ids(world, world.acme)
    client = browser(without)
    for name in sorted(names):
        assert client.post(address(name, known)).status_code == 403, name


def test_everybody_may_look(world: World, victor: Client) -> None:
    known = ids(world, world.acme)
    for name in sorted(LOOKS):
        answer = victor.get(address(name, known), headers={"HX-Request": "true"})
        assert answer.status_code in (200, 204), name


def test_a_stranger_is_sent_to_sign_in(world: World, client: Client) -> None:
    known = ids(world, world.acme)
    for name in NAMES:
        answer = client.get(address(name, known))
        assert answer.status_code in (302, 405), name
