"""Whatever happens, in whatever order: ledger = balance = what messages cost, after every single step.

The suite takes 400 steps, the same ones each time. Ten thousand of one's own:
    LEDGER_STEPS=10000 .venv/bin/pytest tests/credits/test_no_drift.py -n 0
"""

import os
from typing import Any, ClassVar

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from pytest_django import Settings

from apps.carriers.contract import Parsed
from apps.carriers.outcomes import Accepted, Outcome, Receipt, Refused, Unsure
from apps.common import clock
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.credits.models import Entry
from apps.credits.refusals import InsufficientCredits
from apps.messaging import actions, claiming, erasure, lanes, pipeline, receipts
from apps.messaging.claiming import Claimed
from apps.messaging.models import Lane, Message
from apps.messaging.proof import prove
from apps.messaging.settling import Result, settle
from apps.messaging.states import REFUNDED
from tests.clockface import DAYTIME, set_clock
from tests.messaging.orders import order, texted
from tests.world import World, consenting

STEPS = int(os.environ.get("LEDGER_STEPS", "400"))
A_RUN = 50
OUTCOMES: tuple[Outcome, ...] = (
    Accepted("c-1"),
    Accepted(""),
    Refused("down", "Later", retryable=True),
    Refused("bad", "Never", retryable=False),
    Refused("blocked", "They left", retryable=False, blocked=True),
    Unsure("No answer"),
)
BODIES = ("Hi {first_name}", "Long " * 40, "Ünï “quotes” " * 12)
KINDS = ("marketing", "direct")
STATUSES = ("sent", "delivered", "failed")
_phones = iter(range(2_000_000, 9_999_999))


class Books(RuleBasedStateMachine):
    """Acme's credits and texts. `world` and `django` are lent by the test; every run is rolled back."""

    world: ClassVar[World]
    django: ClassVar[Settings]

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        set_clock(self.django, DAYTIME)
        self.acme = self.world.acme.workspace
        self.people = list(self.world.acme.contacts.values())
        self.lanes: list[Lane] = [lanes.open_one(self.acme)]
        self.claimed: list[Claimed] = []
        self.given, self.taken = ledger.balance(self.acme), 0

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    def texts(self, *states: str) -> list[Message]:
        rows = Message.objects.of(self.acme).outbound().order_by("pk")
        return list(rows.filter(state__in=states) if states else rows)

    @rule(
        data=st.data(),
        body=st.sampled_from(BODIES),
        in_lane=st.booleans(),
        kind=st.sampled_from(["marketing", "direct"]),
    )
    def send(self, data: st.DataObject, body: str, in_lane: bool, kind: str) -> None:
        people = data.draw(st.lists(st.sampled_from(self.people), unique_by=lambda one: one.pk, max_size=4))
        lane = self.lanes[-1] if in_lane else None
        before = len(self.texts())
        try:
            with transaction.atomic():
                pipeline.send(order(self.world.acme, body, lane=lane, kind=kind), people)
        except InsufficientCredits:
            assert len(self.texts()) == before

    @rule(limit=st.integers(1, 6))
    def claim(self, limit: int) -> None:
        self.claimed += claiming.take_some(limit, "w")

    @precondition(lambda self: self.claimed)
    @rule(data=st.data(), forget=st.booleans())
    def settle(self, data: st.DataObject, forget: bool) -> None:
        """Some of what was ever claimed; settled again later when it is not forgotten."""
        some = data.draw(st.lists(st.sampled_from(self.claimed), unique_by=lambda one: one.pk, min_size=1))
        settle([Result(one, data.draw(st.sampled_from(OUTCOMES))) for one in some])
        if forget:
            gone = {one.pk for one in some}
            self.claimed = [one for one in self.claimed if one.pk not in gone]

    @precondition(lambda self: self.texts())
    @rule(
        data=st.data(),
        statuses=st.lists(st.sampled_from(["sent", "delivered", "failed"]), min_size=1, max_size=4),
    )
    def receive(self, data: st.DataObject, statuses: list[Any]) -> None:
        """Receipts of one text, in any order, as often as the carrier likes, even before it was offered."""
        reference = data.draw(st.sampled_from(self.texts())).public_id
        said = tuple(Receipt("", reference, status, "", "", None) for status in statuses)
        receipts.take(self.world.acme.sender.carrier, Parsed(receipts=said))

    @rule()
    def pause(self) -> None:
        lanes.pause(self.lanes[-1])

    @rule()
    def resume(self) -> None:
        lanes.resume(self.lanes[-1])

    @rule()
    def cancel(self) -> None:
        lanes.cancel(self.lanes[-1])
        lanes.sweep(self.lanes[-1], most=2)
        self.lanes.append(lanes.open_one(self.acme))

    @rule(data=st.data())
    def sweep(self, data: st.DataObject) -> None:
        """The clock ends some of what a canceled lane still holds; of an open one nothing."""
        if len(self.lanes) > 1:
            lanes.sweep(data.draw(st.sampled_from(self.lanes[:-1])), most=2)

    @precondition(lambda self: self.texts("unsure"))
    @rule(data=st.data(), went_out=st.booleans())
    def decide(self, data: st.DataObject, went_out: bool) -> None:
        actions.decide(data.draw(st.sampled_from(self.texts("unsure"))), went_out, "maria")

    @rule(data=st.data(), words=st.sampled_from(["STOP", "START", "Hello"]))
    def write(self, data: st.DataObject, words: str) -> None:
        texted(self.world.acme.sender, data.draw(st.sampled_from(self.people)), words)

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        """A person is deleted with their texts, and somebody new comes."""
        gone: Contact = data.draw(st.sampled_from(self.people))
        erasure.delete_contacts(self.acme, [gone.pk], reason="asked", actor="alice")
        self.people.remove(gone)
        self.people.append(consenting(self.acme, "New", f"+1415{next(_phones)}"))

    @rule(amount=st.integers(1, 500))
    def grant(self, amount: int) -> None:
        ledger.grant(self.acme, amount, "More", key=f"grant {Entry.objects.of(self.acme).count()}")
        self.given += amount

    @rule(amount=st.integers(1, 2_000))
    def take(self, amount: int) -> None:
        try:
            ledger.grant(self.acme, -amount, "Less", kind="adjustment", key=f"take {clock.now().timestamp()}")
        except InsufficientCredits:
            assert amount > ledger.balance(self.acme)
        else:
            self.taken += amount

    @rule(seconds=st.sampled_from([1, 30, 3_600]))
    def wait(self, seconds: int) -> None:
        self.django.CLOCK_SHIFT += seconds

    @invariant()
    def nothing_drifts(self) -> None:
        proof = prove(self.acme)
        assert proof.differences == {}
        assert proof.balance == self.given - self.taken - proof.messages - proof.erased >= 0
        assert prove(self.world.bobco.workspace).balance == 1_000

    @invariant()
    def what_ended_badly_was_paid_back_and_nothing_else(self) -> None:
        charged = Message.objects.of(self.acme).filter(credits__gt=0)
        assert not charged.filter(state__in=REFUNDED, refunded=False).exists()
        assert not charged.exclude(state__in=REFUNDED).filter(refunded=True).exists()
        back = Entry.objects.of(self.acme).filter(kind="refund").aggregate(total=Sum("amount"))["total"] or 0
        assert back >= (charged.filter(refunded=True).aggregate(total=Sum("credits"))["total"] or 0)


@pytest.mark.django_db
def test_no_drift_between_ledger_balance_and_messages(world: World, settings: Settings) -> None:
    Books.world, Books.django = world, settings
    run_state_machine_as_test(Books, settings=_settings())


def _settings() -> settings:
    return settings(
        max_examples=max(STEPS // A_RUN, 1),
        stateful_step_count=A_RUN,
        deadline=None,
        database=None,
        derandomize="LEDGER_STEPS" not in os.environ,
        suppress_health_check=list(HealthCheck),
    )
