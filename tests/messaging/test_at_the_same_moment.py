"""Two things at the same moment that touch the same rows: both happen, in one order, and nobody deadlocks."""

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from pytest_django import Settings

from apps.carriers.contract import Parsed
from apps.carriers.outcomes import Outcome, Receipt, Refused, Unsure
from apps.compliance.models import ConsentEvent, Suppression
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.messaging import claiming, erasure, lanes, queue, receipts
from apps.messaging.models import Message
from apps.messaging.proof import prove
from apps.messaging.settling import Result, settle
from tests.clockface import DAYTIME, set_clock
from tests.messaging.orders import queued, send, texted
from tests.world import World, consenting, make_world

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 6
PEOPLE = 60


@pytest.fixture
def house(transactional_db: None, settings: Settings) -> World:
    set_clock(settings, DAYTIME)
    return make_world()


def together(*verbs: Callable[[], Any]) -> None:
    """All of them at once, each with a connection of its own; the first error is raised."""
    start = Barrier(len(verbs))

    def run(verb: Callable[[], Any]) -> None:
        start.wait()
        try:
            verb()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(verbs)) as pool:
        list(pool.map(run, verbs))


def say(world: World, messages: Sequence[Message], status: Any) -> None:
    said = tuple(Receipt("", one.public_id, status, "30003", "Off", None) for one in messages)
    receipts.take(world.acme.sender.carrier, Parsed(receipts=said))


def shuffled(dice: random.Random, messages: Sequence[Message]) -> list[Message]:
    return dice.sample(messages, len(messages))


def test_settling_receipts_canceling_and_deleting_of_the_same_texts_never_deadlock(house: World) -> None:
    """Each takes the rows in the order of their keys, whatever order it was given, and refunds after that."""
    acme, dice = house.acme.workspace, random.Random(3)
    people = [consenting(acme, "P", f"+1415555{3000 + number}") for number in range(PEOPLE)]
    outcomes: list[Outcome] = [Refused("bad", "No", retryable=False), Unsure("?")]
    for _ in range(ROUNDS):
        lane = lanes.open_one(acme)
        send(house.acme, *people, lane=lane)
        claimed = [one for one in claiming.take_some(PEOPLE, "w") if one.lane_id == lane.pk]
        results = [Result(one, dice.choice(outcomes)) for one in shuffled(dice, claimed)]
        gone = people.pop()
        told = [one for one in claimed if one.contact_id != gone.pk]  # test_erased_in_flight.py has the rest
        failed, again = shuffled(dice, told), shuffled(dice, told)
        together(
            lambda results=results: settle(results),  # type: ignore[misc]
            lambda failed=failed: say(house, failed, "failed"),  # type: ignore[misc]
            lambda again=again: say(house, again, "failed"),  # type: ignore[misc]
            lambda lane=lane: (lanes.cancel(lane), lanes.sweep(lane)),  # type: ignore[misc]
            lambda gone=gone: erasure.delete_contacts(acme, [gone.pk], reason="asked", actor="alice"),  # type: ignore[misc]
        )
        assert not Message.objects.of(acme).filter(lane=lane).exclude(state="failed").exists()
        assert ledger.balance(acme) + prove(acme).erased == 1_000
        assert prove(acme).differences == {}


@pytest.mark.parametrize("before", ["in", "out"])
def test_stop_against_start_leaves_one_truth(house: World, before: str) -> None:
    """Whichever was last counts: the suppression stands exactly when the ledger's last word is the STOP."""
    for number in range(ROUNDS):
        dora = consenting(house.acme.workspace, "Dora", f"+1415555{3000 + number}")
        if before == "out":
            texted(house.acme.sender, dora, "STOP")
        together(
            lambda dora=dora: texted(house.acme.sender, dora, "STOP"),  # type: ignore[misc]
            lambda dora=dora: texted(house.acme.sender, dora, "START"),  # type: ignore[misc]
        )
        assert is_out(dora) == (last_word(dora) == ConsentEvent.Kind.OPT_OUT)
        inbound = Message.objects.of(dora.workspace_id).filter(contact=dora, direction="in")
        assert inbound.count() == 2 + (before == "out")


def is_out(contact: Contact) -> bool:
    standing = Suppression.objects.of(contact.workspace_id).standing()
    return standing.filter(phone=contact.phone, kind="opt_out").exists()


def last_word(contact: Contact) -> str:
    events_of = ConsentEvent.objects.of(contact.workspace_id).filter(phone=contact.phone)
    return str(events_of.order_by("-pk").values_list("kind", flat=True)[0])


def test_a_receipt_that_overtakes_the_answer_still_says_when_it_was_sent(house: World) -> None:
    """sent_at is kept when it is there, and given by the receipt when it is not: reports count by it."""
    early, late = queued(house.acme, house.charlie), queued(house.acme, house.dana)
    claiming.take_some(10, "w")
    say(house, [early], "delivered")
    early.refresh_from_db()
    assert early.sent_at is not None and early.state == "delivered"
    queue.advance([late.pk], "sent", sent_at=DAYTIME)  # type: ignore[arg-type]
    say(house, [late], "delivered")
    late.refresh_from_db()
    assert late.sent_at == DAYTIME
