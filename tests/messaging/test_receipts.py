"""Receipts: states only move forward, money comes back once, and strangers' receipts find nothing."""

import itertools
from datetime import datetime, timedelta, timezone

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from apps.carriers.contract import Parsed
from apps.carriers.models import Callback
from apps.carriers.outcomes import Receipt
from apps.credits import ledger
from apps.messaging import claiming, pipeline, receipts
from apps.messaging.models import Message
from apps.messaging.proof import prove
from tests.messaging.carrier import ScriptedCarrier
from tests.messaging.orders import queued, send, told
from tests.world import World, consenting


def state(message: Message) -> str:
    message.refresh_from_db()
    return message.state


@pytest.mark.parametrize("said", sorted(set(itertools.permutations(["sent", "delivered", "delivered"]))))
def test_doubled_and_reordered_receipts_end_in_delivered(
    world: World, carrier: ScriptedCarrier, said: tuple[str, ...]
) -> None:
    message = queued(world.acme, world.charlie)
    pipeline.dispatch(5)
    told(world.acme.sender, message, *said)
    assert state(message) == "delivered"


def test_a_receipt_that_comes_before_the_carriers_answer_counts(
    world: World, carrier: ScriptedCarrier
) -> None:
    from apps.carriers.outcomes import Accepted
    from apps.messaging.settling import Result, settle

    message = queued(world.acme, world.charlie)
    (claimed,) = claiming.take_some(10, "w")
    told(world.acme.sender, message, "delivered")
    settle([Result(claimed, Accepted("c-77"))])
    assert state(message) == "delivered" and message.carrier_ref == "c-77"


def test_accepted_then_failed_is_refunded_once(world: World, carrier: ScriptedCarrier) -> None:
    message = queued(world.acme, world.charlie)
    pipeline.dispatch(5)
    told(world.acme.sender, message, "failed", "failed", "delivered", "failed")
    assert state(message) == "failed"
    assert ledger.balance(world.acme.workspace) == 1_000
    assert prove(world.acme.workspace).differences == {}


def test_bobcos_carrier_account_cannot_speak_of_acmes_message(world: World, carrier: ScriptedCarrier) -> None:
    message = queued(world.acme, world.charlie)
    pipeline.dispatch(5)
    told(world.bobco.sender, message, "failed")
    assert state(message) == "sent"


def test_an_unsure_text_is_settled_by_its_receipt(world: World, carrier: ScriptedCarrier) -> None:
    from apps.carriers.outcomes import Unsure

    carrier.script[world.charlie.phone] = [Unsure("?")]
    message = queued(world.acme, world.charlie)
    pipeline.dispatch(5)
    told(world.acme.sender, message, "delivered")
    assert state(message) == "delivered"


def test_a_callback_that_cannot_be_read_is_set_aside_with_its_problem(world: World) -> None:
    row = Callback.objects.create(account=world.acme.sender.carrier, body=b"\xff not json")
    assert receipts.apply_waiting() == 1
    row.refresh_from_db()
    assert row.state == "malformed" and row.problem
    assert receipts.apply_waiting() == 0


def test_a_callback_whose_applier_died_is_taken_up_again_and_set_aside_after_three_times(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = Callback.objects.create(account=world.acme.sender.carrier, body=b"{}")

    def die(ids: list[int]) -> None:
        raise MemoryError

    monkeypatch.setattr(receipts, "_apply", die)
    for _ in range(3):
        with pytest.raises(MemoryError):
            receipts.apply_waiting()
        assert receipts.apply_waiting() == 0  # somebody else leaves it alone for a while
        settings.CLOCK_SHIFT += 61
    receipts.apply_waiting()
    row.refresh_from_db()
    assert (row.state, row.tries) == ("malformed", 3)


def test_a_wild_date_is_not_believed_and_holds_nothing_back(world: World, carrier: ScriptedCarrier) -> None:
    message = queued(world.acme, world.charlie)
    pipeline.dispatch(5)
    wild = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
    receipt = Receipt("", message.public_id, "delivered", "", "", wild)
    receipts.take(world.acme.sender.carrier, Parsed(receipts=(receipt,)))
    assert state(message) == "delivered"
    assert message.delivered_at is not None and message.delivered_at.year == 2026


def test_four_hundred_failures_take_few_statements_and_one_refund(
    world: World, carrier: ScriptedCarrier, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people = [consenting(world.acme.workspace, "P", f"+1415555{3000 + n}") for n in range(400)]
    drafts = send(world.acme, *people)
    pipeline.dispatch(20)
    said = [Receipt("", d.message.public_id, "failed", "30003", "Off", None) for d in drafts if d.message]
    with django_assert_max_num_queries(30):
        receipts.take(world.acme.sender.carrier, Parsed(receipts=tuple(said)))
    assert ledger.balance(world.acme.workspace) == 1_000
    assert prove(world.acme.workspace).differences == {}
