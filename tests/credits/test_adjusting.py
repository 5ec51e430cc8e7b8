"""Adjusting by hand: a small sum at once, a large one by two people, and none of it twice."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import Settings

from apps.accounts.models import User
from apps.common import clock
from apps.common.refusals import Refusal
from apps.credits import actions, ledger
from apps.credits.models import Adjustment, Entry
from apps.credits.refusals import AlreadyDecided, InsufficientCredits, NeedsAnother, NoReason
from tests.clockface import set_clock
from tests.world import World, make_world, person

LARGE = 10_001


@pytest.fixture
def rita(world: World) -> User:
    """She runs the house, and is no member of Acme."""
    return person("Rita", "house")


@pytest.fixture
def ravi(world: World) -> User:
    return person("Ravi", "house")


def asked(world: World, by: User, amount: int = LARGE, key: str = "form-1") -> Adjustment:
    return actions.adjust(world.acme.workspace, amount, "An invoice paid by hand", by=by, key=key)


def test_a_small_sum_is_there_at_once_and_recorded(world: World, rita: User) -> None:
    row = asked(world, rita, 10_000)
    assert (row.state, row.needs_second, row.decided_by) == ("done", False, rita)
    entry = Entry.objects.of(world.acme.workspace).get(subject=row.public_id)
    assert (entry.amount, entry.by, entry.description) == (10_000, rita, "An invoice paid by hand")
    assert ledger.balance(world.acme.workspace) == 11_000


def test_a_large_sum_waits_until_another_person_approves(world: World, rita: User, ravi: User) -> None:
    row = asked(world, rita)
    assert (row.state, ledger.balance(world.acme.workspace)) == ("waiting", 1_000)
    actions.approve(row, ravi)
    kept = Adjustment.everywhere.get()
    assert (kept.state, kept.asked_by, kept.decided_by) == ("done", rita, ravi)
    assert kept.decided_at is not None
    assert ledger.balance(world.acme.workspace) == 1_000 + LARGE


def test_rita_does_not_approve_her_own(world: World, rita: User) -> None:
    row = asked(world, rita)
    with pytest.raises(NeedsAnother):
        actions.approve(row, rita)
    assert ledger.balance(world.acme.workspace) == 1_000
    with pytest.raises(IntegrityError), transaction.atomic():
        Adjustment.everywhere.update(state="done", decided_by=rita)


def test_a_large_sum_in_small_steps_is_a_large_sum(
    world: World, rita: User, ravi: User, settings: Settings
) -> None:
    """Over all workspaces, within a day, whatever the sign."""
    asked(world, rita, 6_000, "a")
    assert actions.adjust(world.bobco.workspace, -500, "A mistake", by=rita, key="b").state == "done"
    assert asked(world, rita, 4_000, "c").state == "waiting"
    assert asked(world, ravi, 4_000, "d").state == "done"
    set_clock(settings, clock.now() + timedelta(hours=25))
    assert asked(world, rita, 4_000, "e").state == "done"


def test_a_refusal_says_why_and_ends_it(world: World, rita: User, ravi: User) -> None:
    row = asked(world, rita)
    with pytest.raises(NoReason):
        actions.refuse(row, ravi, " ")
    actions.refuse(row, ravi, "No invoice")
    with pytest.raises(AlreadyDecided):
        actions.approve(row, ravi)
    assert (Adjustment.everywhere.get().note, ledger.balance(world.acme.workspace)) == ("No invoice", 1_000)


def test_taking_more_than_there_is_waits_on(world: World, rita: User, ravi: User) -> None:
    row = asked(world, rita, -20_000)
    with pytest.raises(InsufficientCredits):
        actions.approve(row, ravi)
    kept = Adjustment.everywhere.get()
    assert (kept.state, kept.decided_by, ledger.balance(world.acme.workspace)) == ("waiting", None, 1_000)


def test_the_form_sent_twice_is_asked_once(world: World, rita: User, ravi: User) -> None:
    first, second = asked(world, rita), asked(world, rita)
    assert first == second
    actions.approve(first, ravi)
    assert asked(world, rita).state == "done"
    assert ledger.balance(world.acme.workspace) == 1_000 + LARGE


def test_the_limit_is_the_installations(world: World, rita: User, settings: Any) -> None:
    settings.CREDITS_SECOND_PERSON_ABOVE = 0
    assert asked(world, rita, 1).state == "waiting"


def at_once(deeds: list[Callable[[], Any]]) -> list[Any]:
    """What each answered or was refused with; they begin together, each on a connection of its own."""
    start, answers = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(at: int) -> None:
        start.wait()
        try:
            answers[at] = deeds[at]()
        except Refusal as refusal:
            answers[at] = type(refusal)  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[at]) for at in range(len(deeds))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return answers


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_people_approve_at_once_and_it_is_done_once() -> None:
    world = make_world()
    rita, others = person("Rita", "house"), [person(f"Ravi{n}", "house") for n in range(8)]
    row = asked(world, rita)
    answers = at_once([lambda one=one: actions.approve(row, one) for one in others])  # type: ignore[misc]
    assert answers.count(AlreadyDecided) == 7
    assert ledger.balance(world.acme.workspace) == 1_000 + LARGE
    assert Entry.objects.of(world.acme.workspace).filter(subject=row.public_id).count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_small_steps_at_the_same_moment_are_counted_together() -> None:
    world = make_world()
    rita = person("Rita", "house")
    answers = at_once([lambda n=n: asked(world, rita, 6_000, f"k{n}") for n in range(4)])  # type: ignore[misc]
    assert sorted(one.state for one in answers) == ["done", "waiting", "waiting", "waiting"]
    assert ledger.balance(world.acme.workspace) == 7_000
