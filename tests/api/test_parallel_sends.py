"""Many programs at once, over HTTP, each with a connection of its own: on a SQLite file and on PostgreSQL."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from apps.accounts.models import Workspace
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.credits.models import Entry
from apps.messaging.models import Message
from apps.messaging.proof import prove
from tests.api.keys import Caller, key_of
from tests.world import CREDITS, make_world

AT_ONCE = 16


def leave(workspace: Workspace, left: int) -> None:
    """Take all but this many."""
    ledger.grant(workspace, left - CREDITS, "A cut", kind=Entry.Kind.ADJUSTMENT, key="cut")


def all_at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """The answers of these calls, AT_ONCE of them in flight, each thread with a connection that it closes."""

    def one(call: Callable[[], Any]) -> Any:
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, calls))


@pytest.mark.django_db(transaction=True)
def test_two_hundred_sends_against_a_hundred_credits(daytime: None) -> None:
    workspace = make_world().acme.workspace
    leave(workspace, 100)
    key = key_of(workspace)

    def send(number: int) -> Callable[[], Any]:
        body = {"to": f"+1415555{number:04}", "message": "Hi", "consent_attested": True}
        return lambda: Caller(key)("POST", "/sms/send", body)

    answers = all_at_once([send(3000 + i) for i in range(200)])

    assert Counter(one.status_code for one in answers) == {200: 100, 402: 100}
    left = [one.json()["data"]["credits_remaining"] for one in answers if one.status_code == 200]
    assert min(left) == 0
    assert all(one >= 0 for one in left)
    proof = prove(workspace)
    assert proof.balance == 0
    assert proof.spent == proof.messages == 100
    assert proof.differences == {}
    assert Message.objects.of(workspace).count() == 100


@pytest.mark.django_db(transaction=True)
def test_one_credit_is_spent_once(daytime: None) -> None:
    """All to one number, so that contact, conversation and consent are fought over as well."""
    workspace = make_world().acme.workspace
    leave(workspace, 1)
    key = key_of(workspace)
    body = {"to": "+14155553000", "message": "Hi", "consent_attested": True}
    answers = all_at_once([lambda: Caller(key)("POST", "/sms/send", body)] * 20)
    assert Counter(one.status_code for one in answers) == {200: 1, 402: 19}
    assert Contact.objects.of(workspace).filter(phone="+14155553000").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_programs_make_one_contact_at_once() -> None:
    workspace = make_world().acme.workspace
    key = key_of(workspace)
    for number in range(8):
        body = {"phone": f"+1415555{4000 + number}", "tags": ["new"], "pipeline_stage": "contacted"}
        answers = all_at_once([lambda: Caller(key)("POST", "/contacts", body)] * 2)  # noqa: B023 - called here
        made, refused = sorted(answers, key=lambda one: one.status_code)
        assert (made.status_code, refused.status_code) == (201, 409)
        assert refused.json()["data"] == {"id": made.json()["data"]["id"]}


@pytest.mark.django_db(transaction=True)
def test_two_contacts_cannot_take_one_number_at_once() -> None:
    world = make_world()
    key = key_of(world.acme.workspace)

    def move(contact: Contact) -> Callable[[], Any]:
        return lambda: Caller(key)("PUT", f"/contacts/{contact.pk}", {"phone": "+14155554100"})

    answers = all_at_once([move(world.charlie), move(world.dana)])
    assert sorted(one.status_code for one in answers) == [200, 409]


@pytest.mark.django_db(transaction=True)
def test_two_changes_of_one_contact_are_both_kept() -> None:
    world = make_world()
    key = key_of(world.acme.workspace)

    def change(name: str) -> Callable[[], Any]:
        body = {"custom_fields": {name: "yes"}, "tags": [name]}
        return lambda: Caller(key)("PUT", f"/contacts/{world.charlie.pk}", body)

    answers = all_at_once([change(f"field_{i}") for i in range(10)])
    assert {one.status_code for one in answers} == {200}
    got = Caller(key)("GET", f"/contacts/{world.charlie.pk}").json()["data"]
    assert len(got["custom_fields"]) == 10
    assert len(got["tags"]) == 1
