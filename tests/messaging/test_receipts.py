"""Receipts: states only move forward, money comes back once, and strangers' receipts find nothing."""

import itertools
import json
from datetime import datetime, timedelta, timezone
from urllib.parse import urlencode

import pytest
from django.db import DatabaseError
from pytest_django import DjangoAssertNumQueries, Settings

from apps.carriers.adapters.kannel import receipts as kannel
from apps.carriers.adapters.virtual import receipts as virtual
from apps.carriers.contract import Parsed
from apps.carriers.models import Callback
from apps.carriers.outcomes import Receipt
from apps.compliance.models import ConsentEvent
from apps.credits import ledger
from apps.messaging import claiming, pipeline, receipts
from apps.messaging.models import Message
from apps.messaging.proof import prove
from tests.messaging.carrier import ScriptedCarrier
from tests.messaging.orders import queued, send, texted, told
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


def blocked(message: Message, code: str = "21610") -> Receipt:
    return Receipt("", message.public_id, "failed", code, "Unsubscribed recipient", None, blocked=True)


def outs(world: World) -> list[ConsentEvent]:
    lines = ConsentEvent.objects.of(world.acme.workspace).filter(phone=world.charlie.phone, kind="opt_out")
    return list(lines)


def test_a_late_receipt_that_says_opted_out_is_an_opt_out_of_ours(
    world: World, carrier: ScriptedCarrier
) -> None:
    message = queued(world.acme, world.charlie)
    pipeline.dispatch(5)
    receipts.take(world.acme.sender.carrier, Parsed(receipts=(blocked(message), blocked(message))))
    assert state(message) == "failed"
    (line,) = outs(world)
    assert (line.channel, line.contact_id) == ("carrier", world.charlie.pk)
    assert (line.evidence["code"], line.evidence["message"]) == ("21610", message.public_id)
    (draft,) = send(world.acme, world.charlie)
    assert draft.verdict is not None and draft.verdict.rule == "opt_out"


def test_it_counts_also_for_a_text_that_had_its_last_word(world: World, carrier: ScriptedCarrier) -> None:
    message = queued(world.acme, world.charlie)
    pipeline.dispatch(5)
    told(world.acme.sender, message, "failed")
    receipts.take(world.acme.sender.carrier, Parsed(receipts=(blocked(message),)))
    assert len(outs(world)) == 1


def test_old_news_does_not_undo_a_start(world: World, carrier: ScriptedCarrier) -> None:
    message = queued(world.acme, world.charlie)
    pipeline.dispatch(5)
    texted(world.acme.sender, world.charlie, "STOP")
    texted(world.acme.sender, world.charlie, "START")
    before = len(outs(world))
    receipts.take(world.acme.sender.carrier, Parsed(receipts=(blocked(message),)))
    assert len(outs(world)) == before
    (draft,) = send(world.acme, world.charlie)
    assert draft.passes


def test_a_receipt_and_its_opt_out_are_one(
    world: World, carrier: ScriptedCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = queued(world.acme, world.charlie)
    pipeline.dispatch(5)

    def fail(*_: object) -> None:
        raise DatabaseError("The disk is full.")

    monkeypatch.setattr("apps.messaging.blocked.opt_out", fail)
    with pytest.raises(DatabaseError):
        receipts.take(world.acme.sender.carrier, Parsed(receipts=(blocked(message),)))
    assert state(message) == "sent" and not outs(world)


@pytest.mark.parametrize(
    ("reply", "is_out"),
    [
        ("NACK/21610/Attempt to send to unsubscribed recipient", True),
        ("id:1 sub:001 dlvrd:000 stat:REJECTD err:opted-out", True),
        ("id:1 sub:001 dlvrd:000 stat:UNDELIV err:001 Text:STOP to opt out", False),
        ("NACK/0x0000000b/Invalid Destination Address", False),
    ],
)
def test_kannel_s_words_for_an_opt_out(reply: str, is_out: bool) -> None:
    for kind, counts in (("16", is_out), ("1", False)):
        query = urlencode({"type": kind, "reference": "msg_1", "reply": reply})
        (receipt,) = kannel.parse({}, b"", query).receipts
        assert receipt.blocked is counts


def test_the_virtual_carrier_s_word_for_an_opt_out() -> None:
    entry = {"id": "vc_1", "reference": "msg_1", "status": "failed", "code": "blocked", "text": "Opted out"}
    other = entry | {"code": "30005"}
    said = virtual.parse({}, json.dumps({"receipts": [entry, other]}).encode(), "").receipts
    assert [one.blocked for one in said] == [True, False]
