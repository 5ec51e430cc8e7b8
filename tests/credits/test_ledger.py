"""The ledger: credits come from a grant, go with a debit, and are never made of thin air."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from apps.accounts.models import Workspace
from apps.common import clock
from apps.credits import ledger, queries
from apps.credits.models import Account, Entry
from apps.credits.refusals import BadAmount, InsufficientCredits, NoReason
from apps.events.models import Event
from tests.world import World


def test_a_grant_needs_a_reason_and_stands_in_the_ledger_with_it(world: World) -> None:
    acme = world.acme.workspace
    with pytest.raises(NoReason):
        ledger.grant(acme, 10, "  ")
    ledger.grant(acme, 10, "Goodwill", by=world.alice, kind="bonus")
    entry = Entry.objects.of(acme).first()
    assert entry is not None
    assert (entry.amount, entry.balance_after, entry.description) == (10, 1_010, "Goodwill")


@pytest.mark.parametrize("amount", [0, -5, 10**12])
def test_a_purchase_of_nothing_or_less_is_refused(world: World, amount: int) -> None:
    with pytest.raises(BadAmount):
        ledger.grant(world.acme.workspace, amount, "Why")


def test_an_adjustment_cannot_take_more_than_there_is(world: World) -> None:
    with pytest.raises(InsufficientCredits):
        ledger.grant(world.acme.workspace, -1_001, "Mistake", kind="adjustment")
    assert ledger.balance(world.acme.workspace) == 1_000


def test_a_debit_takes_all_or_nothing(world: World) -> None:
    with pytest.raises(InsufficientCredits) as refused:
        ledger.debit(world.acme.workspace, 1_001, key="k", description="Too much")
    assert refused.value.facts == {"required": 1_001, "available": 1_000}
    assert not Entry.objects.of(world.acme.workspace).filter(key="k").exists()


def test_a_refund_with_the_same_key_is_given_once(world: World) -> None:
    for _ in range(3):
        ledger.refund(world.acme.workspace.pk, 5, key="r", description="Failed")
    assert ledger.balance(world.acme.workspace) == 1_005


def test_the_database_itself_refuses_a_negative_balance(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.of(world.acme.workspace).update(balance=-1)


def test_the_account_runs_low_once_per_crossing(world: World) -> None:
    acme = world.acme.workspace
    Account.objects.of(acme).update(low_balance_threshold=900)
    for number in range(3):
        ledger.debit(acme, 60, key=f"d{number}", description="Text")
    assert Event.objects.of(acme).filter(name="credits.low").count() == 1
    ledger.grant(acme, 100, "More")
    ledger.debit(acme, 100, key="again", description="Text")
    assert Event.objects.of(acme).filter(name="credits.low").count() == 2


def test_runway_is_the_balance_at_the_pace_of_the_last_thirty_days(world: World) -> None:
    acme = world.acme.workspace
    assert queries.runway(acme).days is None
    ledger.debit(acme, 300, key="d", description="Texts")
    ledger.refund(acme.pk, 30, key="r", description="Failed")
    assert queries.runway(acme) == queries.Runway(balance=730, daily=270, days=None, is_early=True)
    _first_use(acme, days=10)
    assert queries.runway(acme) == queries.Runway(balance=730, daily=27, days=27)
    _first_use(acme, days=31)
    ledger.debit(acme, 330, key="later", description="Texts")
    assert queries.runway(acme) == queries.Runway(balance=400, daily=10, days=40)
    Entry.objects.of(acme).filter(kind="debit").update(at=clock.now() - timedelta(days=31))
    assert queries.runway(acme).days is None


def _first_use(workspace: Workspace, days: int) -> None:
    Entry.objects.of(workspace).filter(key="d").update(at=clock.now() - timedelta(days=days))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_fifty_hands_in_the_till_never_take_more_than_there_is(world: World) -> None:
    acme = world.acme.workspace
    ledger.grant(acme, -980, "Leave 20", kind="adjustment")
    took: list[int] = []

    def take(number: int) -> None:
        try:
            ledger.debit(acme, 1, key=f"hand {number}", description="Text")
        except InsufficientCredits:
            return
        else:
            took.append(number)
        finally:
            connection.close()

    hands = [threading.Thread(target=take, args=(number,)) for number in range(50)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert len(took) == 20
    assert ledger.balance(acme) == 0
