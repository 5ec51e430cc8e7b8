"""What would these rules have stopped last month? The gates are asked, of texts as of when they left."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from apps.compliance import actions as compliance
from apps.compliance.models import ConsentEvent
from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.messaging.hindsight import actions, past, tasks
from apps.messaging.hindsight.models import Trial
from apps.messaging.hindsight.wish import Wish
from apps.messaging.models import Message
from apps.messaging.states import State
from tests.clockface import set_clock
from tests.world import Tenant, World, consenting

# A Tuesday, 15:00 in New York, noon in California.
NOW = datetime(2026, 11, 17, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def long_ago(settings: Settings) -> None:
    """Everybody agreed long before the first text."""
    set_clock(settings, NOW - timedelta(days=90))


@pytest.fixture(autouse=True)
def today(long_ago: None, world: World, settings: Settings) -> None:
    set_clock(settings, NOW)


def left(tenant: Tenant, contact: Contact, when: datetime, **more: Any) -> Message:
    """A text that a carrier took then."""
    values: dict[str, Any] = {"kind": Message.Kind.MARKETING, "origin": "cmp_x", **more}
    return Message.everywhere.create(
        workspace=tenant.workspace,
        contact=contact,
        sender=tenant.sender,
        phone=contact.phone,
        address=tenant.sender.address,
        body="Sale",
        state=State.DELIVERED,
        created_at=when,
        sent_at=when,
        **values,
    )


def answer(tenant: Tenant, wish: Wish, **more: Any) -> dict[str, Any]:
    trial = actions.start(tenant.workspace, wish, **more)
    actions.run(trial)
    assert trial.is_finished
    return dict(trial.answer)


def rules(found: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {row["name"]: (row["stopped"], row["delayed"]) for row in found["rules"]}


def test_the_rules_that_hold_would_have_stopped_nothing_that_was_lawful(world: World) -> None:
    left(world.acme, world.charlie, NOW - 24 * HOUR)
    assert (answer(world.acme, Wish())["stopped"], answer(world.acme, Wish())["delayed"]) == (0, 0)


def test_a_limit_stops_the_second_text_of_a_day_and_not_the_first(world: World) -> None:
    left(world.acme, world.charlie, NOW - 27 * HOUR)
    second = left(world.acme, world.charlie, NOW - 24 * HOUR)
    found = answer(world.acme, Wish({"cap_per_day": 1}))
    assert rules(found) == {"frequency_cap": (1, 0)}
    (shown,) = found["samples"]["frequency_cap"]
    assert (shown["phone"], datetime.fromisoformat(shown["at"])) == (world.charlie.phone, second.sent_at)


def test_a_text_that_would_have_been_stopped_counts_for_no_limit(world: World) -> None:
    """21 hours after the first the second is stopped; so the third, 28 hours after the first, is not."""
    for hours in (48, 27, 20):
        left(world.acme, world.charlie, NOW - hours * HOUR)
    assert rules(answer(world.acme, Wish({"cap_per_day": 1}))) == {"frequency_cap": (1, 0)}


def test_texts_of_the_week_before_count_for_the_first_days(world: World) -> None:
    first = NOW - past.SPAN
    left(world.acme, world.charlie, first - 30 * HOUR)
    left(world.acme, world.charlie, first + 30 * HOUR)
    assert rules(answer(world.acme, Wish({"cap_per_week": 1}))) == {"frequency_cap": (1, 0)}


def test_two_texts_in_one_minute_see_each_other(world: World) -> None:
    for second in (1, 2):
        left(world.acme, world.charlie, NOW - 24 * HOUR + timedelta(seconds=second))
    assert rules(answer(world.acme, Wish({"cap_per_day": 1}))) == {"frequency_cap": (1, 0)}


def test_open_hours_delay_until_the_next_opening(world: World) -> None:
    left(world.acme, world.charlie, NOW - 24 * HOUR)  # Monday, 15:00
    found = answer(world.acme, Wish({"open_hours": {"mon": "09:00-14:00", "tue": "13:00-17:00"}}))
    assert rules(found) == {"open_hours": (0, 1)}
    until = datetime.fromisoformat(found["samples"]["open_hours"][0]["until"])
    assert until == datetime(2026, 11, 17, 18, tzinfo=UTC)


def test_a_rule_for_a_state_touches_its_numbers_alone(world: World) -> None:
    for contact in (world.charlie, world.dana):  # California, New York
        left(world.acme, contact, NOW - 24 * HOUR)
    rule = {"place": "US-NY", "mon_fri": "16:00-17:00", "sat": "none", "sun": "none"}
    rule |= {"since": "", "until": "", "holidays": "", "cap": "", "cap_hours": "", "law": "tried"}
    found = answer(world.acme, Wish({}, rule))
    assert rules(found) == {"quiet_hours": (0, 1)}
    assert found["samples"]["quiet_hours"][0]["phone"] == world.dana.phone
    assert answer(world.acme, Wish())["delayed"] == 0  # the tried rule is nobody's afterwards


def test_a_country_that_is_switched_off_stops(world: World) -> None:
    left(world.acme, world.charlie, NOW - 24 * HOUR)
    assert rules(answer(world.acme, Wish({"regions": ["GB"]}))) == {"region_served": (1, 0)}


def test_consent_is_asked_as_it_stood_then(world: World) -> None:
    left(world.acme, world.charlie, NOW - 24 * HOUR)
    compliance.opt_out(world.acme.workspace.pk, world.charlie.phone, source="test", evidence={})
    assert rules(answer(world.acme, Wish())) == {}
    late = consenting(world.acme.workspace, "Lena", "+12125552009")  # agreed now
    left(world.acme, late, NOW - 24 * HOUR)
    assert rules(answer(world.acme, Wish())) == {"consent": (1, 0)}


def test_a_spoken_yes_is_stopped_where_writing_is_wanted(world: World, settings: Settings) -> None:
    set_clock(settings, NOW - timedelta(days=80))
    phone = "+442071234567"
    spoken = contacts.create(world.acme.workspace, phone, {}, source="manual")
    grant = compliance.Grant(phone, spoken.pk, source="call")
    compliance.grant(world.acme.workspace.pk, [grant], ConsentEvent.Kind.OPT_IN, channel="verbal")
    set_clock(settings, NOW)
    left(world.acme, spoken, NOW - 30 * HOUR)  # Monday, 14:00 in London
    assert rules(answer(world.acme, Wish())) == {}
    assert rules(answer(world.acme, Wish({}, {}, written=True))) == {"consent": (1, 0)}


def test_nothing_of_bobco_is_looked_at(world: World) -> None:
    left(world.bobco, world.bobco.contacts["Zoe"], NOW - 24 * HOUR)
    trial = actions.start(world.acme.workspace, Wish({"regions": []}))
    actions.run(trial)
    assert (trial.sent, trial.seen, trial.answer["stopped"]) == (0, 0, 0)


def test_only_the_newest_are_looked_at_and_it_says_of_how_many(world: World) -> None:
    for hours in (100, 75, 50, 25):
        left(world.acme, world.charlie, NOW - hours * HOUR)
    trial = actions.start(world.acme.workspace, Wish({"regions": []}), most=3)
    actions.run(trial)
    assert (trial.sent, trial.total, trial.seen, trial.answer["stopped"]) == (4, 3, 3, 3)


def test_it_leaves_no_trace_but_its_answer(world: World) -> None:
    left(world.acme, world.charlie, NOW - 24 * HOUR)
    trial = actions.start(world.acme.workspace, Wish({"regions": []}))
    with CaptureQueriesContext(connection) as asked:
        actions.run(trial)
    reads = ("SELECT", "SAVEPOINT", "RELEASE")
    written = [one["sql"] for one in asked if not one["sql"].lstrip().upper().startswith(reads)]
    assert written and all("messaging_trial" in sql for sql in written)
    world.acme.workspace.refresh_from_db()
    assert world.acme.workspace.regions


def test_the_clock_answers_what_a_page_did_not_wait_for(world: World) -> None:
    left(world.acme, world.charlie, NOW - 24 * HOUR)
    trial = actions.start(world.acme.workspace, Wish())
    assert actions.anything_to_do()
    tasks.advance()
    trial.refresh_from_db()
    assert trial.is_finished and not actions.anything_to_do()


def test_a_machine_that_is_too_slow_looks_at_fewer_and_says_so(world: World, monkeypatch: Any) -> None:
    for hours in (99, 75, 51, 27):
        left(world.acme, world.charlie, NOW - hours * HOUR)
    monkeypatch.setattr("apps.messaging.hindsight.replay.BATCH", 2)
    monkeypatch.setattr(actions, "PATIENCE", -1)
    trial = actions.start(world.acme.workspace, Wish({"regions": []}))
    actions.run(trial)
    assert (trial.is_finished, trial.sent, trial.total) == (False, 4, 1)
    monkeypatch.undo()
    actions.run(trial)
    assert (trial.is_finished, trial.seen, trial.answer["stopped"]) == (True, 1, 1)


def test_old_trials_go(world: World) -> None:
    for _ in range(actions.KEPT + 2):
        actions.run(actions.start(world.acme.workspace, Wish()))
    assert Trial.objects.of(world.acme.workspace).count() == actions.KEPT
