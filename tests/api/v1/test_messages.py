"""Contract § 5: sending, reading, listing and canceling messages."""

import re
from typing import Any

import pytest
from pytest_django import Settings

from apps.compliance import actions as compliance
from apps.contacts import actions as contacts
from apps.credits import ledger
from apps.credits.models import Account
from apps.messaging.models import Message
from apps.messaging.states import State
from tests.api.keys import Caller
from tests.clockface import EVENING, set_clock
from tests.messaging.orders import texted
from tests.world import World

NEW = "+14155552099"
BAD = "invalid_request_error"
KEYS = ["id", "object", "to", "from", "body", "status", "segments", "credits_used", "metadata"]


def send(caller: Caller, **body: Any) -> Any:
    return caller("POST", "/v1/messages", {"to": NEW, "body": "Hello", **body})


def error(response: Any) -> tuple[int, str, str, str | None]:
    told = response.json()["error"]
    assert re.fullmatch(r"req_[0-9A-HJKMNP-TV-Z]{26}", told["request_id"])
    assert response.headers["Request-Id"] == told["request_id"]
    return response.status_code, told["type"], told["code"], told["param"]


def test_a_text_is_accepted_and_charged(world: World, live: Caller) -> None:
    response = send(live, body="Hey Maria", metadata={"campaign": "cohort_06_close"})
    body = response.json()
    assert response.status_code == 201
    assert list(body)[: len(KEYS)] == KEYS
    assert (body["object"], body["to"], body["from"]) == ("message", NEW, world.acme.sender.address)
    assert (body["status"], body["segments"], body["credits_used"]) == ("queued", 1, 1)
    assert body["metadata"] == {"campaign": "cohort_06_close"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", body["created_at"])
    assert ledger.balance(world.acme.workspace) == 999
    assert live("GET", f"/v1/messages/{body['id']}").json() == body


def test_a_test_key_sends_in_the_sandbox_and_costs_nothing(world: World, test_key: Caller) -> None:
    body = send(test_key, body="x" * 200).json()
    assert (body["segments"], body["credits_used"]) == (2, 2)
    assert ledger.balance(world.acme.workspace) == 1_000
    assert Message.objects.of(world.acme.workspace.sandbox).get().public_id == body["id"]


def test_what_one_key_sent_the_other_does_not_see(live: Caller, test_key: Caller) -> None:
    sent = send(live).json()["id"]
    assert error(test_key("GET", f"/v1/messages/{sent}"))[:3] == (404, "not_found_error", "resource_missing")


def test_placeholders_come_from_variables_then_the_contact_and_else_stay(world: World, live: Caller) -> None:
    contacts.update(world.charlie, {"attributes": {"tier": "gold"}})
    body = "{firstName} {tier} {code} {unknown}"
    sent = send(live, to=world.charlie.phone, body=body, variables={"code": 7, "tier": "blue"}).json()
    assert sent["body"] == "Charlie blue 7 {unknown}"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"to": None}, (400, BAD, "parameter_missing", "to")),
        ({"body": " "}, (400, BAD, "parameter_missing", "body")),
        ({"to": "+1abc"}, (400, BAD, "phone_number_invalid", "to")),
        ({"to": 5}, (400, BAD, "parameter_invalid", "to")),
        ({"body": "x" * 1601}, (400, BAD, "body_too_long", "body")),
        ({"from": "NOBODY"}, (400, BAD, "parameter_invalid", "from")),
        (
            {"metadata": {str(n): n for n in range(21)}},
            (400, BAD, "metadata_too_large", "metadata"),
        ),
        ({"metadata": {"a": []}}, (400, BAD, "parameter_invalid", "metadata")),
        ({"metadata": "x"}, (400, BAD, "parameter_invalid", "metadata")),
        ({"variables": [1]}, (400, BAD, "parameter_invalid", "variables")),
    ],
)
def test_what_is_wrong_is_named(live: Caller, given: dict[str, Any], expected: tuple[Any, ...]) -> None:
    assert error(send(live, **given)) == expected
    assert not Message.everywhere.exists()


def test_the_text_for_a_bad_number_is_the_contracts(live: Caller) -> None:
    told = send(live, to="+1abc").json()["error"]
    assert told["message"] == "The phone number '+1abc' could not be parsed as E.164."


def test_a_sender_is_named_by_number_label_or_id(world: World, live: Caller) -> None:
    sender = world.acme.sender
    for name in (sender.address, sender.label.upper(), sender.public_id):
        assert send(live, **{"from": name}).json()["from"] == sender.address


def test_bobcos_sender_is_unknown(world: World, live: Caller) -> None:
    assert error(send(live, **{"from": world.bobco.sender.public_id}))[2:] == ("parameter_invalid", "from")


def test_who_opted_out_is_not_texted(world: World, live: Caller) -> None:
    compliance.opt_out(world.acme.workspace.pk, world.erin.phone, source="keyword", evidence={})
    assert error(send(live, to=world.erin.phone)) == (422, "compliance_error", "contact_opted_out", "to")


def test_nor_who_sleeps(world: World, live: Caller, settings: Settings) -> None:
    set_clock(settings, EVENING)
    response = send(live, to=world.dana.phone)
    assert error(response)[:3] == (422, "compliance_error", "quiet_hours")
    assert response.json()["error"]["next_allowed_at"] == "2026-11-19T13:00:00Z"


def test_nor_a_region_that_is_switched_off(live: Caller) -> None:
    assert error(send(live, to="+447911123456"))[:3] == (422, "compliance_error", "region_blocked")


def test_without_credits_nothing_is_sent(world: World, live: Caller) -> None:
    Account.objects.of(world.acme.workspace).update(balance=1)
    response = send(live, body="x" * 200)
    assert error(response) == (402, "insufficient_credits_error", "insufficient_credits", None)
    assert response.json()["error"]["message"] == "Insufficient credits: 2 required, 1 available."


def test_a_queued_one_is_canceled_and_paid_back(world: World, live: Caller) -> None:
    sent = send(live).json()["id"]
    body = live("POST", f"/v1/messages/{sent}/cancel").json()
    assert (body["status"], body["credits_used"]) == ("canceled", 0)
    assert ledger.balance(world.acme.workspace) == 1_000


def test_one_that_is_out_stays_as_it_is(world: World, live: Caller) -> None:
    sent = send(live).json()["id"]
    Message.objects.of(world.acme.workspace).update(state=State.SENT)
    response = live("POST", f"/v1/messages/{sent}/cancel")
    assert (response.status_code, response.json()["status"]) == (200, "sent")


def test_pages_go_both_ways(live: Caller) -> None:
    sent = [send(live, to=f"+1415555{2100 + n}").json()["id"] for n in range(5)][::-1]

    def ids(query: str) -> tuple[list[str], bool]:
        page = live("GET", f"/v1/messages?{query}").json()
        assert (page["object"], page["url"]) == ("list", "/v1/messages")
        return [one["id"] for one in page["data"]], page["has_more"]

    assert ids("limit=2") == (sent[:2], True)
    assert ids(f"limit=2&starting_after={sent[1]}") == (sent[2:4], True)
    assert ids(f"limit=2&starting_after={sent[3]}") == (sent[4:], False)
    assert ids(f"limit=2&ending_before={sent[3]}") == (sent[1:3], True)
    assert ids(f"limit=2&ending_before={sent[1]}") == (sent[:1], False)


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=x",
        "starting_after=msg_x",
        "starting_after=a&ending_before=b",
        "status=odd",
    ],
)
def test_what_is_wrong_in_a_list_is_named(live: Caller, query: str) -> None:
    assert error(live("GET", f"/v1/messages?{query}"))[:3] == (
        400,
        BAD,
        "parameter_invalid",
    )


def test_lists_are_narrowed(world: World, live: Caller) -> None:
    first, second = (send(live, to=phone).json()["id"] for phone in (NEW, world.charlie.phone))
    Message.objects.of(world.acme.workspace).filter(public_id=first).update(state=State.DELIVERED)

    def ids(query: str) -> list[str]:
        return [one["id"] for one in live("GET", f"/v1/messages?{query}").json()["data"]]

    assert ids("status=delivered") == [first]
    assert ids("status=queued") == [second]
    assert ids(f"contact_id={world.charlie.public_id}") == [second]
    assert ids(f"contact_id={world.bobco.contacts['Zoe'].public_id}") == []
    assert ids("campaign_id=cmp_nothing") == []


def test_who_writes_back_has_replied(world: World, live: Caller) -> None:
    sent = send(live, to=world.charlie.phone).json()["id"]
    Message.objects.of(world.acme.workspace).update(state=State.DELIVERED)
    texted(world.acme.sender, world.charlie, "Yes please")
    assert live("GET", f"/v1/messages/{sent}").json()["status"] == "replied"
    assert [one["id"] for one in live("GET", "/v1/messages?status=replied").json()["data"]] == [sent]
    assert live("GET", "/v1/messages?status=delivered").json()["data"] == []


def test_a_variable_speaks_for_the_field_of_its_name(live: Caller) -> None:
    """`firstName` is the first name, as the contract has it, also for somebody whose own is not known."""
    body = {"to": "+14155550199", "body": "Hi {firstName}, {Order}."}
    told = live("POST", "/v1/messages", {**body, "variables": {"firstName": "Maria", "Order": "A1"}}).json()
    assert told["body"].startswith("Hi Maria, A1.")
