"""A worker that dies in the middle loses nothing and doubles nothing."""

from pytest_django import Settings

from apps.carriers.outcomes import Accepted, Refused, Unsure
from apps.credits import ledger
from apps.messaging import claiming, pipeline, recovery
from apps.messaging.models import Message
from apps.messaging.queries import anything_due, anything_stranded
from apps.messaging.settling import Result, settle
from tests.messaging.carrier import ScriptedCarrier
from tests.messaging.orders import queued
from tests.world import World


def state(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def stranded(world: World, settings: Settings) -> Message:
    """A text whose worker was killed after the claim, 30 s ago."""
    message = queued(world.acme, world.charlie)
    claiming.take_some(10, "killed worker")
    settings.CLOCK_SHIFT += 30
    return message


def test_a_claimed_text_is_nobody_elses_while_its_lease_runs(world: World, carrier: ScriptedCarrier) -> None:
    queued(world.acme, world.charlie)
    claiming.take_some(10, "w")
    assert not anything_due() and not anything_stranded()
    pipeline.dispatch(5)
    assert carrier.given == []


def test_what_the_carrier_had_taken_is_sent_and_not_sent_again(
    world: World, carrier: ScriptedCarrier, settings: Settings
) -> None:
    message = stranded(world, settings)
    carrier.knows[message.public_id] = Accepted("c-9")
    assert anything_stranded()
    recovery.recover()
    pipeline.dispatch(5)
    assert state(message) == "sent" and message.carrier_ref == "c-9"
    assert carrier.given == []


def test_what_the_carrier_never_heard_of_is_sent_now(
    world: World, carrier: ScriptedCarrier, settings: Settings
) -> None:
    message = stranded(world, settings)
    recovery.recover()
    pipeline.dispatch(5)
    assert state(message) == "sent" and len(carrier.given) == 1
    assert ledger.balance(world.acme.workspace) == 999


def test_what_the_carrier_had_refused_is_failed(
    world: World, carrier: ScriptedCarrier, settings: Settings
) -> None:
    message = stranded(world, settings)
    carrier.knows[message.public_id] = Refused("bad", "Bad number", retryable=False)
    recovery.recover()
    assert state(message) == "failed"
    assert ledger.balance(world.acme.workspace) == 1_000


def test_a_carrier_that_cannot_be_asked_leaves_it_for_a_receipt_or_a_person(
    world: World, carrier: ScriptedCarrier, settings: Settings
) -> None:
    carrier.can_look_up = False
    message = stranded(world, settings)
    recovery.recover()
    pipeline.dispatch(5)
    assert state(message) == "unsure" and carrier.given == []


def test_a_carrier_that_is_down_is_asked_again_later(
    world: World, carrier: ScriptedCarrier, settings: Settings
) -> None:
    message = stranded(world, settings)
    carrier.knows[message.public_id] = Unsure("down")
    recovery.recover()
    assert state(message) == "unsure" and not anything_stranded()
    settings.CLOCK_SHIFT += 31
    assert anything_stranded()
    carrier.knows[message.public_id] = Accepted("c-1")
    recovery.recover()
    assert state(message) == "sent"


def test_a_late_answer_of_a_worker_that_was_given_up_changes_nothing(
    world: World, carrier: ScriptedCarrier, settings: Settings
) -> None:
    message = queued(world.acme, world.charlie)
    (claimed,) = claiming.take_some(10, "slow worker")
    settings.CLOCK_SHIFT += 30
    carrier.knows[message.public_id] = Accepted("c-1")
    recovery.recover()
    settle([Result(claimed, Refused("busy", "Too late to say", retryable=True))])
    assert state(message) == "sent"


def test_a_worker_that_wakes_late_cannot_take_a_text_from_the_one_that_has_it_now(
    world: World, carrier: ScriptedCarrier, settings: Settings
) -> None:
    message = queued(world.acme, world.charlie)
    (old,) = claiming.take_some(10, "slow worker")
    settings.CLOCK_SHIFT += 30
    recovery.recover()  # the carrier never heard of it: back to the queue
    claiming.take_some(10, "new worker")
    for late in (Refused("busy", "", retryable=True), Refused("bad", "", retryable=False), Unsure("")):
        settle([Result(old, late)])
        assert state(message) == "sending"
    settle([Result(old, Accepted("c-1"))])
    assert state(message) == "sent"
