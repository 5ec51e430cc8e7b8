"""Contract § 6: campaigns."""

from datetime import timedelta
from typing import Any

import pytest

from apps.audiences import actions as segments
from apps.campaigns.models import Campaign
from apps.common import clock
from apps.compliance import actions as compliance
from apps.credits.models import Account
from apps.lists import actions as lists
from apps.messaging.models import Message
from apps.messaging.states import State
from apps.senders import actions as senders
from tests.api.keys import Caller
from tests.api.v1.test_messages import NEW, error
from tests.campaigns.launches import expand
from tests.messaging.orders import texted
from tests.world import World, consenting


@pytest.fixture
def cohort(world: World) -> str:
    """A list with Charlie, Dana and Erin."""
    target = lists.create(world.acme.workspace, "Cohort 06")
    lists.add(target, [world.charlie.pk, world.dana.pk, world.erin.pk])
    return target.public_id


def order(cohort: str, **more: Any) -> dict[str, Any]:
    return {
        "name": "Cart close",
        "body": "Hey {firstName}, tonight. Reply STOP to opt out.",
        "audience": {"list_ids": [cohort]},
        **more,
    }


def test_a_campaign_goes_at_once_and_its_texts_carry_its_id(world: World, live: Caller, cohort: str) -> None:
    compliance.opt_out(world.acme.workspace.pk, world.erin.phone, source="keyword", evidence={})
    response = live("POST", "/v1/campaigns", order(cohort, metadata={"a": 1}))
    body = response.json()
    assert (response.status_code, body["object"], body["status"]) == (201, "campaign", "dispatching")
    assert (body["audience"], body["metadata"]) == ({"list_ids": [cohort]}, {"a": 1})
    expand(Campaign.objects.of(world.acme.workspace).get())
    told = live("GET", f"/v1/campaigns/{body['id']}").json()
    assert (told["status"], told["recipients_count"], told["credits_used"]) == ("dispatched", 3, 2)
    assert (told["stats"]["queued"], told["stats"]["skipped"]) == (2, 1)
    texts = live("GET", f"/v1/messages?campaign_id={body['id']}").json()["data"]
    assert {text["to"] for text in texts} == {world.charlie.phone, world.dana.phone}
    assert all(text["campaign_id"] == body["id"] for text in texts)


def test_who_writes_back_is_counted_and_a_cancel_under_way_reads_canceled(
    world: World, live: Caller, cohort: str
) -> None:
    made = live("POST", "/v1/campaigns", order(cohort)).json()["id"]
    expand(Campaign.objects.of(world.acme.workspace).get())
    Message.objects.of(world.acme.workspace).update(state=State.DELIVERED)
    texted(world.acme.sender, world.dana, "Yes")
    told = live("GET", f"/v1/campaigns/{made}").json()["stats"]
    assert (told["replied"], told["delivered"]) == (1, 3)
    Campaign.objects.of(world.acme.workspace).update(state=Campaign.State.CANCELING)
    assert live("GET", f"/v1/campaigns/{made}").json()["status"] == "canceled"


def test_a_scheduled_one_waits_and_costs_nothing_yet(world: World, live: Caller, cohort: str) -> None:
    Account.objects.of(world.acme.workspace).update(balance=0)
    at = (clock.now() + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    body = live("POST", "/v1/campaigns", order(cohort, scheduled_at=at)).json()
    assert (body["status"], body["scheduled_at"], body["credits_used"]) == ("scheduled", at, 0)
    canceled = live("POST", f"/v1/campaigns/{body['id']}/cancel").json()
    assert canceled["status"] == "canceled"


def test_one_that_was_dispatched_is_not_canceled(world: World, live: Caller, cohort: str) -> None:
    made = live("POST", "/v1/campaigns", order(cohort)).json()["id"]
    expand(Campaign.objects.of(world.acme.workspace).get())
    response = live("POST", f"/v1/campaigns/{made}/cancel")
    assert error(response)[:3] == (409, "conflict_error", "campaign_not_cancelable")


def test_without_credits_nothing_is_made(world: World, live: Caller, cohort: str) -> None:
    Account.objects.of(world.acme.workspace).update(balance=2)
    response = live("POST", "/v1/campaigns", order(cohort))
    assert error(response)[:3] == (402, "insufficient_credits_error", "insufficient_credits")
    assert not Campaign.objects.of(world.acme.workspace).exists()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"name": ""}, (400, "parameter_missing", "name")),
        ({"body": None}, (400, "parameter_missing", "body")),
        ({"audience": None}, (400, "parameter_missing", "audience")),
        ({"audience": {}}, (400, "parameter_invalid", "audience")),
        ({"audience": {"lists": []}}, (400, "parameter_invalid", "audience")),
        ({"audience": {"list_ids": ["lst_x"]}}, (404, "resource_missing", "id")),
        ({"audience": {"contact_ids": ["con_x"]}}, (400, "parameter_invalid", "contact_ids")),
        ({"scheduled_at": "tomorrow"}, (400, "parameter_invalid", "scheduled_at")),
    ],
)
def test_what_is_wrong_is_named(
    live: Caller, cohort: str, given: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    status, _, code, param = error(live("POST", "/v1/campaigns", order(cohort, **given)))
    assert (status, code, param) == expected
    assert not Campaign.everywhere.exists()


def test_people_may_be_named_one_by_one(world: World, live: Caller, cohort: str) -> None:
    body = order(cohort, audience={"contact_ids": [world.charlie.public_id], "list_ids": []})
    live("POST", "/v1/campaigns", body)
    expand(Campaign.objects.of(world.acme.workspace).get())
    assert Message.objects.of(world.acme.workspace).get().phone == world.charlie.phone


def test_bobcos_list_is_unknown(world: World, live: Caller, cohort: str) -> None:
    theirs = lists.create(world.bobco.workspace, "Theirs").public_id
    assert error(live("POST", "/v1/campaigns", order(theirs)))[0] == 404


def test_lists_of_campaigns_are_narrowed(live: Caller, cohort: str) -> None:
    made = live("POST", "/v1/campaigns", order(cohort)).json()["id"]
    assert [one["id"] for one in live("GET", "/v1/campaigns?status=dispatching").json()["data"]] == [made]
    assert live("GET", "/v1/campaigns?status=completed").json()["data"] == []
    assert error(live("GET", "/v1/campaigns?status=odd"))[2:] == ("parameter_invalid", "status")


def drafted(live: Caller, cohort: str, **more: Any) -> str:
    response = live("POST", "/v1/campaigns", order(cohort, draft=True, **more))
    assert (response.status_code, response.json()["status"]) == (201, "draft")
    made: str = response.json()["id"]
    return made


def test_a_draft_is_rehearsed_and_then_launched_once(world: World, live: Caller, cohort: str) -> None:
    compliance.opt_out(world.acme.workspace.pk, world.erin.phone, source="keyword", evidence={})
    path = f"/v1/campaigns/{drafted(live, cohort)}"
    assert error(live("GET", f"{path}/dry_run"))[0] == 404
    run = live("POST", f"{path}/dry_run")
    assert (run.status_code, run.json()["object"], run.json()["status"]) == (201, "dry_run", "finished")
    numbers = run.json()["numbers"]
    assert (numbers["audience"], numbers["now"], numbers["skipped"], numbers["credits"]) == (3, 2, 1, 2)
    assert live("GET", f"{path}/dry_run").json() == run.json()
    assert not Message.everywhere.exists()
    assert live("POST", f"{path}/launch").json()["status"] == "dispatching"
    assert error(live("POST", f"{path}/launch"))[2] == "campaign_already_launched"


def test_a_draft_without_credits_is_not_launched(world: World, live: Caller, cohort: str) -> None:
    path = f"/v1/campaigns/{drafted(live, cohort)}"
    Account.objects.of(world.acme.workspace).update(balance=0)
    assert error(live("POST", f"{path}/launch"))[0] == 402
    assert live("GET", path).json()["status"] == "draft"


def test_it_is_paused_and_resumed(live: Caller, cohort: str) -> None:
    path = f"/v1/campaigns/{live('POST', '/v1/campaigns', order(cohort)).json()['id']}"
    assert error(live("POST", f"{path}/resume"))[2] == "campaign_not_paused"
    assert live("POST", f"{path}/pause", {"reason": "a typo"}).json()["status"] == "paused"
    assert error(live("POST", f"{path}/pause"))[2] == "campaign_not_pausable"
    assert live("POST", f"{path}/resume").json()["status"] == "dispatching"


def test_each_person_has_an_outcome_and_an_explanation(world: World, live: Caller, cohort: str) -> None:
    compliance.opt_out(world.acme.workspace.pk, world.erin.phone, source="keyword", evidence={})
    path = f"/v1/campaigns/{live('POST', '/v1/campaigns', order(cohort)).json()['id']}"
    expand(Campaign.objects.of(world.acme.workspace).get())
    people = live("GET", f"{path}/recipients").json()["data"]
    assert [one["phone"] for one in people] == [world.charlie.phone, world.dana.phone, world.erin.phone]
    assert [one["outcome"] for one in people] == ["queued", "queued", "skipped"]
    assert (people[0]["message_status"], people[2]["rule"]) == ("queued", "opt_out")

    def phones(query: str) -> list[str]:
        return [one["phone"] for one in live("GET", f"{path}/recipients?{query}").json()["data"]]

    assert phones(f"limit=1&starting_after={world.charlie.phone}") == [world.dana.phone]
    assert phones(f"ending_before=%2B{world.dana.phone[1:]}") == [world.charlie.phone]
    assert phones("status=skipped") == phones("rule=opt_out") == [world.erin.phone]
    assert error(live("GET", f"{path}/recipients?status=odd"))[2:] == ("parameter_invalid", "status")
    assert error(live("GET", f"{path}/recipients?starting_after=x"))[2] == "parameter_invalid"
    told = live("GET", f"{path}/explain?contact_id={world.erin.public_id}").json()
    assert told["object"] == "explanation"
    assert "opted out" in str(told["steps"]).lower()
    assert error(live("GET", f"{path}/explain"))[2:] == ("parameter_missing", "contact_id")
    zoe = world.bobco.contacts["Zoe"].public_id
    assert error(live("GET", f"{path}/explain?contact_id={zoe}"))[0] == 404


def test_a_segment_is_an_audience(world: World, live: Caller, cohort: str) -> None:
    only_dana = {"all": [{"field": "first_name", "op": "is", "value": "Dana"}]}
    made = segments.create(world.acme.workspace, "Danas", only_dana).public_id
    body = live("POST", "/v1/campaigns", order(cohort, audience={"segment_id": made})).json()
    assert body["audience"]["segment_id"] == made
    expand(Campaign.objects.of(world.acme.workspace).get())
    assert Message.objects.of(world.acme.workspace).get().phone == world.dana.phone
    assert error(live("POST", "/v1/campaigns", order(cohort, audience={"segment_id": "seg_x"})))[0] == 404


def test_in_the_sandbox_it_says_what_it_would_have_cost(world: World, test_key: Caller) -> None:
    sandbox = world.acme.workspace.sandbox
    senders.add_virtual(sandbox, "Acme test")
    people = [consenting(sandbox, name, phone) for name, phone in (("Gil", NEW), ("Hal", "+14155550178"))]
    made = test_key(
        "POST", "/v1/campaigns", order("", audience={"contact_ids": [p.public_id for p in people]})
    )
    assert made.status_code == 201, made.content
    expand(Campaign.objects.of(sandbox).get())
    address = f"/v1/campaigns/{made.json()['id']}"
    assert test_key("GET", address).json()["credits_used"] == 2
    Message.objects.of(sandbox).filter(phone=NEW).update(state=State.FAILED)
    assert test_key("GET", address).json()["credits_used"] == 1
    assert not Account.objects.of(sandbox).filter(balance__lt=0).exists()
