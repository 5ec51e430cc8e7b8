"""Contract § 5: texts for later (`scheduled_at`)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from pytest_django import Settings

from apps.common import clock
from apps.compliance import actions as compliance
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.credits.models import Account
from apps.messaging.erasure import delete_contacts
from apps.messaging.models import Message, Scheduled
from apps.messaging.retention import sweeping
from apps.messaging.scheduled import queries, tasks
from tests.api.keys import Caller
from tests.api.v1.test_messages import NEW, error, send
from tests.clockface import DAYTIME, EVENING, set_clock
from tests.world import World

HOUR = timedelta(hours=1)


def stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def plan(caller: Caller, after: timedelta = HOUR, **body: Any) -> Any:
    response = send(caller, scheduled_at=stamp(clock.now() + after), **body)
    assert response.status_code == 201, response.json()
    return response.json()


def later(settings: Settings, by: timedelta = HOUR) -> None:
    set_clock(settings, DAYTIME + by + timedelta(minutes=1))
    tasks.turn_due()


def test_it_waits_and_costs_nothing_until_its_time(world: World, live: Caller, settings: Settings) -> None:
    body = plan(live, metadata={"order": 7})
    assert (body["status"], body["credits_used"], body["segments"]) == ("scheduled", 0, 1)
    assert (body["to"], body["from"]) == (NEW, world.acme.sender.address)
    assert not queries.anything_due()
    tasks.turn_due()
    assert ledger.balance(world.acme.workspace) == 1_000
    assert not Message.objects.of(world.acme.workspace).exists()
    assert not Contact.objects.of(world.acme.workspace).filter(phone=NEW).exists()
    later(settings)
    told = live("GET", f"/v1/messages/{body['id']}").json()
    assert (told["status"], told["credits_used"], told["metadata"]) == ("queued", 1, {"order": 7})
    assert told["scheduled_at"] == body["scheduled_at"]
    assert ledger.balance(world.acme.workspace) == 999


def test_its_time_comes_once(world: World, live: Caller, settings: Settings) -> None:
    plan(live)
    later(settings)
    tasks.turn_due()
    Scheduled.objects.of(world.acme.workspace).update(state=Scheduled.State.SCHEDULED)  # as if never heard
    tasks.turn_due()
    assert Message.objects.of(world.acme.workspace).count() == 1
    assert ledger.balance(world.acme.workspace) == 999


def test_a_time_that_is_past_is_now(live: Caller) -> None:
    response = send(live, scheduled_at="2020-01-01T00:00:00+02:00")
    assert (response.status_code, response.json()["status"]) == (201, "queued")


@pytest.mark.parametrize(
    ("at", "code"),
    [("tomorrow", "parameter_invalid"), (7, "parameter_invalid"), ("2036-01-01", "scheduled_too_far_ahead")],
)
def test_a_time_that_cannot_be_is_named(live: Caller, at: Any, code: str) -> None:
    assert error(send(live, scheduled_at=at)) == (400, "invalid_request_error", code, "scheduled_at")
    assert not Scheduled.everywhere.exists()


def test_it_is_canceled_before_and_stays_so(world: World, live: Caller, settings: Settings) -> None:
    made = plan(live)["id"]
    for _ in range(2):
        told = live("POST", f"/v1/messages/{made}/cancel")
        assert (told.status_code, told.json()["status"]) == (200, "canceled")
    later(settings)
    assert live("GET", f"/v1/messages/{made}").json()["status"] == "canceled"
    assert not Message.everywhere.exists()


def test_who_opted_out_meanwhile_is_not_texted(world: World, live: Caller, settings: Settings) -> None:
    made = plan(live, to=world.erin.phone)["id"]
    compliance.opt_out(world.acme.workspace.pk, world.erin.phone, source="keyword", evidence={})
    later(settings)
    told = live("GET", f"/v1/messages/{made}").json()
    assert (told["status"], told["error"]["code"]) == ("failed", "contact_opted_out")
    assert ledger.balance(world.acme.workspace) == 1_000


def test_without_credits_it_waits_for_some_and_fails_when_none_come(
    world: World, live: Caller, settings: Settings
) -> None:
    made = [plan(live)["id"], plan(live)["id"]]
    Account.objects.of(world.acme.workspace).update(balance=0)
    later(settings)
    told = [live("GET", f"/v1/messages/{one}").json() for one in made]
    assert [(one["status"], one["error"]) for one in told] == [("scheduled", None)] * 2
    for minutes in range(1, 75):
        later(settings, HOUR + timedelta(minutes=minutes))
    told = [live("GET", f"/v1/messages/{one}").json() for one in made]
    assert [one["status"] for one in told] == ["failed", "failed"]
    assert told[0]["error"]["code"] == "insufficient_credits"
    assert set(Scheduled.everywhere.values_list("tries", flat=True)) == {7}


def test_credits_that_come_within_the_hour_let_it_go(world: World, live: Caller, settings: Settings) -> None:
    made = plan(live)["id"]
    Account.objects.of(world.acme.workspace).update(balance=0)
    later(settings)
    ledger.grant(world.acme.workspace, 10, "A pack", key="pack")
    later(settings)
    assert not Message.everywhere.exists()  # a minute has not passed
    later(settings, HOUR + timedelta(minutes=2))
    told = live("GET", f"/v1/messages/{made}").json()
    assert (told["status"], told["error"]) == ("queued", None)
    assert ledger.balance(world.acme.workspace) == 9


def test_what_is_done_is_swept_after_a_quarter_and_what_waits_stays(
    world: World, live: Caller, settings: Settings
) -> None:
    canceled, waiting = plan(live)["id"], plan(live, timedelta(days=200))["id"]
    live("POST", f"/v1/messages/{canceled}/cancel")
    set_clock(settings, DAYTIME + timedelta(days=89))
    tasks.sweep()
    assert Scheduled.everywhere.count() == 2
    set_clock(settings, DAYTIME + timedelta(days=91))
    tasks.sweep()
    assert [row.public_id for row in Scheduled.everywhere.all()] == [waiting]


def test_a_workspace_that_keeps_texts_for_a_month_keeps_plans_for_a_month(
    world: World, live: Caller, settings: Settings
) -> None:
    live("POST", f"/v1/messages/{plan(live)['id']}/cancel")
    sweeping.keep(world.acme.workspace, 30)
    set_clock(settings, DAYTIME + timedelta(days=31))
    tasks.sweep()
    assert not Scheduled.everywhere.exists()


def test_one_that_the_database_does_not_take_is_tried_ever_more_seldom(
    world: World, live: Caller, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OperationalError

    plan(live)
    monkeypatch.setattr("apps.messaging.scheduled.actions.turn", broken)
    later(settings)
    assert not queries.anything_due()
    monkeypatch.undo()
    later(settings, HOUR + timedelta(minutes=2))
    assert Message.objects.of(world.acme.workspace).count() == 1


def test_who_sleeps_then_is_not_woken(world: World, live: Caller, settings: Settings) -> None:
    made = plan(live, EVENING - DAYTIME, to=world.dana.phone)["id"]
    later(settings, EVENING - DAYTIME)
    assert live("GET", f"/v1/messages/{made}").json()["error"]["code"] == "quiet_hours"


def test_its_contact_is_deleted_with_what_was_planned(world: World, live: Caller, settings: Settings) -> None:
    made = plan(live, to=world.charlie.phone)["id"]
    delete_contacts(world.acme.workspace, [world.charlie.pk], reason="asked", actor="alice")
    later(settings)
    assert live("GET", f"/v1/messages/{made}").status_code == 404
    assert not Message.everywhere.exists()


def test_pages_hold_both_kinds_in_their_order(world: World, live: Caller, settings: Settings) -> None:
    asked = [
        send(live, to=f"+1415555{2100 + n}").json()["id"] if n % 3 else plan(live)["id"] for n in range(7)
    ][::-1]

    def ids(query: str) -> list[str]:
        return [one["id"] for one in live("GET", f"/v1/messages?{query}").json()["data"]]

    assert ids("") == asked
    for at in range(6):
        assert ids(f"limit=2&starting_after={asked[at]}") == asked[at + 1 : at + 3]
        assert ids(f"limit=2&ending_before={asked[at + 1]}") == asked[max(at - 1, 0) : at + 1]
    assert live("GET", "/v1/messages?limit=6").json()["has_more"] is True
    assert live("GET", "/v1/messages?limit=7").json()["has_more"] is False
    assert ids("status=scheduled") == [one for n, one in enumerate(asked) if n % 3 == 0]
    assert ids("status=scheduled&campaign_id=cmp_x") == []
    assert len(ids("status=queued")) == 4
    later(settings)
    assert len(ids("")) == 7
    assert ids("status=scheduled") == []


def test_bobcos_are_not_there(world: World, live: Caller, test_key: Caller) -> None:
    made = plan(live)["id"]
    assert test_key("GET", f"/v1/messages/{made}").status_code == 404
    assert test_key("POST", f"/v1/messages/{made}/cancel").status_code == 404
    assert test_key("GET", "/v1/messages").json()["data"] == []
    assert error(test_key("GET", f"/v1/messages?starting_after={made}"))[2] == "parameter_invalid"
