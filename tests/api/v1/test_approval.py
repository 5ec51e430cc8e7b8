"""A program cannot launch above the limit, and cannot approve; it can ask, and read the answer."""

from typing import Any

import pytest

from apps.accounts import actions as accounts
from apps.accounts.models import ApiKey
from apps.campaigns.approval import actions as approval
from apps.campaigns.approval.models import Approval
from apps.campaigns.models import Campaign
from apps.campaigns.refusals import OwnRequest
from apps.messaging.models import Message
from tests.api.keys import Caller, key_of
from tests.api.v1.test_campaigns import cohort, order  # noqa: F401 - a fixture
from tests.api.v1.test_messages import error
from tests.campaigns.approvals import limit, of
from tests.world import World


def the_one(world: World) -> Approval:
    found: Approval = Approval.objects.of(world.acme.workspace).select_related("campaign", "workspace").get()
    return found


def made(live: Caller, cohort: str) -> str:  # noqa: F811
    return str(live("POST", "/v1/campaigns", order(cohort, draft=True)).json()["id"])


@pytest.mark.parametrize("more", [{}, {"scheduled_at": "2026-11-19T19:00:00Z"}])
def test_a_launch_above_the_limit_is_a_conflict_that_says_who_can(
    world: World,
    live: Caller,
    cohort: str,  # noqa: F811
    more: dict[str, Any],
) -> None:
    limit(world.acme)
    answered = live("POST", "/v1/campaigns", order(cohort, **more))
    assert error(answered) == (409, "conflict_error", "campaign_needs_approval", None)
    assert answered.json()["error"]["message"] == (
        "Campaigns to more than 2 people need a second person's yes, and this one goes to 3. "
        "Ask for it: an owner or an admin can give it."
    )
    assert not Campaign.everywhere.exists(), "nothing is left of what was refused"
    draft = made(live, cohort)
    assert error(live("POST", f"/v1/campaigns/{draft}/launch", more))[2] == "campaign_needs_approval"
    assert not Message.everywhere.exists()


def test_it_asks_and_reads_the_answer(world: World, live: Caller, cohort: str) -> None:  # noqa: F811
    limit(world.acme)
    draft = made(live, cohort)
    at = "2026-11-19T19:00:00Z"
    assert live("GET", f"/v1/campaigns/{draft}/approval").status_code == 404
    answered = live("POST", f"/v1/campaigns/{draft}/approval", {"scheduled_at": at})
    body = answered.json()
    assert (answered.status_code, body["object"], body["status"]) == (201, "approval", "open")
    assert (body["campaign_id"], body["audience"], body["credits"], body["scheduled_at"]) == (draft, 3, 3, at)
    assert body["asked_by"].startswith("msvs_live_") and body["answered_by"] is None
    twice = live("POST", f"/v1/campaigns/{draft}/approval")
    assert error(twice)[:3] == (409, "conflict_error", "campaign_approval_asked")
    approval.send_back(the_one(world), of(world.adam), "Not on a Sunday.")
    told = live("GET", f"/v1/campaigns/{draft}/approval").json()
    assert (told["status"], told["answered_by"], told["reason"]) == (
        "sent_back",
        world.adam.email,
        "Not on a Sunday.",
    )
    live("POST", f"/v1/campaigns/{draft}/approval", {"scheduled_at": at})
    rows = Approval.objects.of(world.acme.workspace).select_related("campaign", "workspace")
    approval.approve(rows.get(state="open"), of(world.alice))
    assert live("GET", f"/v1/campaigns/{draft}/approval").json()["status"] == "approved"
    planned = live("GET", f"/v1/campaigns/{draft}").json()
    assert (planned["status"], planned["scheduled_at"]) == ("scheduled", at)


def test_who_made_the_key_is_not_its_second_person(world: World, daytime: Any, cohort: str) -> None:  # noqa: F811
    limit(world.acme)
    _, key = accounts.make_key(world.acme.workspace, ApiKey.Kind.LIVE, "Adam's", world.adam)
    program = Caller(key)
    program("POST", f"/v1/campaigns/{made(program, cohort)}/approval")
    with pytest.raises(OwnRequest):
        approval.approve(the_one(world), of(world.adam))
    approval.approve(the_one(world), of(world.alice))


def test_what_needs_none_is_told_so(world: World, live: Caller, cohort: str) -> None:  # noqa: F811
    draft = made(live, cohort)
    refused = live("POST", f"/v1/campaigns/{draft}/approval")
    assert error(refused)[:3] == (409, "conflict_error", "campaign_needs_no_approval")


def test_bobcos_campaign_is_unknown(world: World, live: Caller, cohort: str) -> None:  # noqa: F811
    limit(world.acme)
    draft = made(live, cohort)
    theirs = Caller(key_of(world.bobco.workspace, ApiKey.Kind.LIVE))
    for verb in ("GET", "POST"):
        assert theirs(verb, f"/v1/campaigns/{draft}/approval").status_code == 404
    assert not Approval.everywhere.exists()


def test_a_test_key_launches_whatever_it_likes(world: World, test_key: Caller) -> None:
    """Nothing of a sandbox reaches anybody, and its limits are never set."""
    limit(world.acme)
    people = [{"phone": f"+1415555200{n}", "opt_in": {"source": "form"}} for n in range(4, 8)]
    ids = [test_key("POST", "/v1/contacts", one).json()["id"] for one in people]
    body = {"name": "Try", "body": "Hey. Reply STOP to opt out.", "audience": {"contact_ids": ids}}
    assert test_key("POST", "/v1/campaigns", body).status_code == 201


def test_readysms_says_it_in_its_own_shape(world: World, daytime: Any) -> None:
    limit(world.acme)
    rest = Caller(key_of(world.acme.workspace))
    people = [one.pk for one in world.acme.contacts.values()]
    body = {"name": "Sale", "message": "Sale. Reply STOP to opt out.", "contact_ids": people}
    campaign = rest("POST", "/campaigns", body).json()["data"]["id"]
    answered = rest("POST", f"/campaigns/{campaign}/send", {"consent_attested": True})
    assert answered.status_code == 409
    assert answered.json() == {
        "success": False,
        "error_code": "campaign_needs_approval",
        "error": "Campaigns to more than 2 people need a second person's yes, and this one goes to 3. "
        "Ask for it: an owner or an admin can give it.",
    }
    assert not Message.everywhere.exists()
