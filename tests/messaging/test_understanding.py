"""What STOP ends, who answers it, and what YES means to whom."""

from datetime import timedelta
from typing import Any

import pytest

from apps.accounts.models import Workspace
from apps.carriers.contract import Parsed
from apps.carriers.outcomes import Inbound, Refused
from apps.common import clock
from apps.compliance import actions as compliance
from apps.compliance import queries
from apps.compliance.models import Suppression
from apps.compliance.statements import Statement
from apps.messaging import pipeline, receipts
from apps.messaging.models import Message
from apps.senders import actions as senders
from apps.senders.models import Sender
from tests.compliance.ledgers import breaks, kinds, lines
from tests.messaging.carrier import ScriptedCarrier
from tests.messaging.orders import queued, send, texted
from tests.messaging.test_inbound import confirmations
from tests.world import World


@pytest.fixture
def second(world: World) -> Sender:
    """Another number of Acme's, whose texts people know as something else."""
    Workspace.objects.filter(pk=world.acme.workspace.pk).update(opt_out_scope="sender")
    world.acme.workspace.refresh_from_db()
    return senders.add_virtual(world.acme.workspace, "Acme second")


def rule(world: World, **more: Any) -> str:
    """What stops a text to Charlie; "" for nothing."""
    (draft,) = send(world.acme, world.charlie, **more)
    return draft.verdict.rule if draft.verdict else ""


def test_stop_ends_the_texts_of_every_sender(world: World) -> None:
    second = senders.add_virtual(world.acme.workspace, "Acme second")
    texted(world.acme.sender, world.charlie, "STOP")
    assert (rule(world), rule(world, sender=second)) == ("opt_out", "opt_out")


def test_where_the_workspace_says_so_stop_ends_one_senders_texts(world: World, second: Sender) -> None:
    waiting = [queued(world.acme, world.charlie, sender=one) for one in (world.acme.sender, second)]
    texted(second, world.charlie, "STOP")
    assert (rule(world, sender=world.acme.sender), rule(world, sender=second)) == ("", "opt_out")
    assert [Message.everywhere.get(pk=one.pk).state for one in waiting] == ["queued", "refused"]
    assert lines(world.acme.workspace)[-1].sender == second.address
    texted(second, world.charlie, "START")
    assert rule(world, sender=second) == ""


def test_who_left_both_senders_returns_to_the_one_they_ask(world: World, second: Sender) -> None:
    for sender in (world.acme.sender, second):
        texted(sender, world.charlie, "STOP")
    assert len(confirmations(world)) == 2
    texted(second, world.charlie, "START")
    assert (rule(world, sender=world.acme.sender), rule(world, sender=second)) == ("opt_out", "")
    assert breaks(world.acme.workspace) == ""


def test_who_is_out_of_everything_stays_so_whatever_one_sender_hears(world: World, second: Sender) -> None:
    compliance.opt_out(world.acme.workspace.pk, world.charlie.phone, source="dashboard", evidence={})
    texted(second, world.charlie, "STOP")
    assert confirmations(world) == []
    assert Suppression.objects.of(world.acme.workspace).standing().count() == 1


def test_a_carrier_that_answers_itself_is_not_answered_after(world: World) -> None:
    carrier = world.acme.sender.carrier
    carrier.answers_keywords = True
    carrier.save(update_fields=["answers_keywords"])
    for word in ("HELP", "STOP", "START"):
        texted(world.acme.sender, world.charlie, word)
    assert confirmations(world) == []
    assert kinds(world.acme.workspace, world.charlie.phone) == ["opt_in", "opt_out", "re_opt_in"]


def test_the_network_answers_for_a_toll_free_number_all_but_help(world: World) -> None:
    Sender.objects.of(world.acme.workspace).update(kind="toll_free")
    for word in ("STOP", "YES", "HELP"):
        texted(world.acme.sender, world.charlie, word)
    (said,) = confirmations(world)
    assert "data rates" in said
    assert queries.is_out(world.acme.workspace.pk, world.charlie.phone, world.acme.sender.pk)


def test_a_stop_that_we_hear_of_late_is_honoured_and_not_answered(world: World) -> None:
    text = Inbound("late", world.charlie.phone, world.acme.sender.address, "STOP", None)
    heard = clock.now() - timedelta(minutes=6)
    receipts.take(world.acme.sender.carrier, Parsed(inbound=(text,)), heard)
    assert confirmations(world) == []
    assert rule(world) == "opt_out"


def test_a_confirmation_that_cannot_leave_within_five_minutes_never_does(world: World) -> None:
    texted(world.acme.sender, world.charlie, "STOP")
    (said,) = Message.objects.of(world.acme.workspace).filter(kind="system")
    assert said.valid_until is not None
    assert timedelta(minutes=4) < said.valid_until - clock.now() <= timedelta(minutes=5)


def test_an_opt_out_that_the_carrier_knows_of_is_ours(world: World, carrier: ScriptedCarrier) -> None:
    queued(world.acme, world.charlie)
    carrier.script[world.charlie.phone] = [Refused("21610", "Unsubscribed recipient", False, blocked=True)]
    pipeline.dispatch(5)
    assert rule(world) == "opt_out"
    line = lines(world.acme.workspace)[-1]
    assert (line.kind, line.channel, line.evidence["code"]) == ("opt_out", "carrier", "21610")


@pytest.fixture
def asked(world: World) -> str:
    """A stranger who was asked to confirm."""
    texted(world.acme.sender, "+13055552222", "I want your offers")
    said = [Statement("+13055552222", evidence={"double_opt_in_message_id": "msg_1"})]
    assert compliance.ask_consent(world.acme.workspace.pk, said, channel="keyword") == {"+13055552222"}
    return "+13055552222"


@pytest.mark.parametrize("word", ["YES", "yes!", "Sí", "start"])
def test_yes_confirms_what_was_asked_and_is_answered_once(world: World, asked: str, word: str) -> None:
    acme = world.acme.workspace
    assert queries.consenting(acme.pk, [asked]) == set()
    texted(world.acme.sender, asked, word)
    assert queries.consenting(acme.pk, [asked]) == {asked}
    assert kinds(acme, asked) == ["opt_in_asked", "opt_in_confirmed"]
    evidence = lines(acme)[-1].evidence
    assert (evidence["double_opt_in_message_id"], evidence["text"]) == ("msg_1", word)
    texted(world.acme.sender, asked, "YES")
    assert len(confirmations(world)) == 1
    assert breaks(acme) == ""


def test_stop_is_a_no_to_the_question(world: World, asked: str) -> None:
    texted(world.acme.sender, asked, "STOP")
    assert queries.pending(world.acme.workspace.pk, [asked]) == {}
    assert queries.consenting(world.acme.workspace.pk, [asked]) == set()


def test_a_question_is_not_asked_twice_nor_of_who_left_or_confirmed(world: World, asked: str) -> None:
    acme = world.acme.workspace.pk
    compliance.opt_out(acme, world.dana.phone, source="keyword", evidence={})
    compliance.grant(acme, [compliance.Grant(world.erin.phone)], "opt_in_confirmed", channel="web_form")
    everybody = [
        Statement(phone) for phone in (asked, world.dana.phone, world.erin.phone, world.charlie.phone)
    ]
    assert compliance.ask_consent(acme, everybody, channel="keyword") == {world.charlie.phone}
    assert queries.consenting(acme, [world.charlie.phone]) == {world.charlie.phone}  # asking takes nothing


def test_an_answer_after_a_week_is_just_an_answer(
    world: World, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = clock.now() + timedelta(days=7, minutes=1)
    monkeypatch.setattr("apps.compliance.deciding.clock.now", lambda: later)
    texted(world.acme.sender, asked, "YES")
    assert queries.consenting(world.acme.workspace.pk, [asked]) == set()


def test_nobody_confirms_what_was_not_asked(world: World) -> None:
    said = [Statement(world.charlie.phone)]
    assert compliance.confirm_consent(world.acme.workspace.pk, said, channel="keyword") == set()
