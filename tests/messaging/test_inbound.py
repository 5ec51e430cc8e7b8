"""What comes in is kept, understood, and answered once."""

import json
from pathlib import Path

import pytest

from apps.compliance.models import ConsentEvent, Suppression
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.messaging import pipeline
from apps.messaging.models import Conversation, Message
from tests.messaging.carrier import ScriptedCarrier
from tests.messaging.orders import queued, send, texted
from tests.world import World

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "optout_vectors.json").read_text())["vectors"]


def confirmations(world: World) -> list[str]:
    return list(
        Message.objects.of(world.acme.workspace)
        .filter(kind="system")
        .order_by("id")
        .values_list("body", flat=True)
    )


def test_stop_is_honoured_at_once_and_confirmed_once(world: World, carrier: ScriptedCarrier) -> None:
    texted(world.acme.sender, world.charlie, "STOP")
    texted(world.acme.sender, world.charlie, "stop!!")
    pipeline.dispatch(5)
    (said,) = confirmations(world)
    assert "Acme" in said and "START" in said
    assert carrier.phones == [world.charlie.phone]
    (draft,) = send(world.acme, world.charlie)
    assert draft.verdict is not None and draft.verdict.rule == "opt_out"


def test_a_confirmation_costs_nothing_and_goes_out_with_an_empty_account(world: World) -> None:
    ledger.grant(world.acme.workspace, -1_000, "Empty", kind="adjustment", key="empty")
    texted(world.acme.sender, world.charlie, "STOP")
    assert len(confirmations(world)) == 1
    assert ledger.balance(world.acme.workspace) == 0


def test_stop_ends_what_still_waits_for_them_and_gives_the_credits_back(world: World) -> None:
    held = queued(world.acme, world.charlie)
    texted(world.acme.sender, world.charlie, "STOP")
    held.refresh_from_db()
    assert (held.state, held.error_code) == ("refused", "opt_out")
    assert ledger.balance(world.acme.workspace) == 1_000


def test_start_brings_back_and_says_so(world: World) -> None:
    texted(world.acme.sender, world.charlie, "STOP")
    texted(world.acme.sender, world.charlie, "START")
    assert len(confirmations(world)) == 2
    queued(world.acme, world.charlie)
    kinds = ConsentEvent.objects.of(world.acme.workspace).filter(phone=world.charlie.phone).order_by("id")
    assert [event.kind for event in kinds] == ["opt_in", "opt_out", "re_opt_in"]


def test_yes_is_an_opt_in_only_from_somebody_who_had_left(world: World) -> None:
    texted(world.acme.sender, world.dana, "Yes")
    assert confirmations(world) == []
    texted(world.acme.sender, world.dana, "STOP")
    texted(world.acme.sender, world.dana, "Yes")
    assert not Suppression.objects.of(world.acme.workspace).standing().exists()


def test_help_is_answered_once_an_hour(world: World) -> None:
    for _ in range(3):
        texted(world.acme.sender, world.charlie, "HELP")
    (said,) = confirmations(world)
    assert "STOP" in said


def test_words_that_may_mean_stop_pause_marketing_but_not_the_answer(world: World) -> None:
    texted(world.acme.sender, world.charlie, "goodbye")
    (draft,) = send(world.acme, world.charlie)
    assert draft.verdict is not None and draft.verdict.rule == "review"
    queued(world.acme, world.charlie, kind=Message.Kind.REPLY)


def test_a_stranger_who_writes_becomes_a_contact_with_a_conversation(world: World) -> None:
    texted(world.acme.sender, "+13055552222", "Is this still on?")
    contact = Contact.objects.of(world.acme.workspace).get(phone="+13055552222")
    conversation = Conversation.objects.of(world.acme.workspace).get(contact=contact)
    assert (conversation.unread, conversation.preview) == (1, "Is this still on?")
    assert contact.source == "inbound_sms"


def test_the_same_text_told_twice_is_stored_once(world: World) -> None:
    for _ in range(2):
        texted(world.acme.sender, world.charlie, "Hello", carrier_id="same")
    assert Message.objects.of(world.acme.workspace).filter(direction="in").count() == 1


def test_a_text_to_a_number_that_is_not_ours_is_left_alone(world: World) -> None:
    from apps.carriers.outcomes import Inbound
    from apps.messaging import inbound

    assert (
        inbound.receive(world.acme.sender.carrier, Inbound("1", "+14155552001", "+19995550000", "Hi", None))
        is None
    )


@pytest.mark.parametrize("text", ["\0", "", "😀" * 3000, "\ud800", "‮STOP", "{first_name}"])
def test_any_text_can_come_in(world: World, text: str) -> None:
    texted(world.acme.sender, world.charlie, text.encode("utf-8", "replace").decode())
    assert Message.objects.of(world.acme.workspace).filter(direction="in").count() == 1


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: ascii(vector["text"]))
def test_every_opt_out_vector_does_what_it_means(world: World, vector: dict[str, str]) -> None:
    texted(world.acme.sender, world.charlie, vector["text"])
    standing = Suppression.objects.of(world.acme.workspace).standing()
    kinds = set(standing.filter(phone=world.charlie.phone).values_list("kind", flat=True))
    expected = {"opt_out": {"opt_out"}, "review": {"review"}}.get(vector["expect"], set())
    assert kinds == expected
    assert len(confirmations(world)) == (vector["expect"] in ("opt_out", "help"))
