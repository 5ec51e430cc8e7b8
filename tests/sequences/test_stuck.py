"""Whoever cannot go on is seen, and is helped: by credits, by a retry, by a skip. In bulk."""

import pytest
from django.conf import settings

from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.messaging import queue
from apps.messaging.models import Message
from apps.messaging.proof import prove
from apps.messaging.states import State as Text
from apps.senders.models import Sender
from apps.sequences import enrolling, hands, tasks, texting
from apps.sequences.models import Enrolment, Enrolments, Sequence
from apps.sequences.states import EnrolmentState as State
from apps.sequences.states import Hand
from tests.sequences.ways import ACTOR, carry, enrol, of, pass_time, sequence, story, text, texts, tick, wait
from tests.world import World, consenting


def people(made: Sequence) -> Enrolments:
    return Enrolment.objects.of(made.workspace_id).filter(sequence=made)


def test_credits_reach_as_far_as_they_reach_and_a_grant_lets_the_rest_go_on(world: World) -> None:
    acme = world.acme.workspace
    for number in range(7):
        consenting(acme, f"P{number}", f"+141555530{number:02}")
    ledger.grant(acme, -996, "Spent", kind="adjustment")
    made = sequence(world.acme, text("s1", "Hi"))
    ids = [*acme_contacts(world)]
    enrolling.enrol(made, ids, source="hand")
    tick()
    assert people(made).filter(state=State.STUCK, why="credits").count() == 6
    assert ledger.balance(acme) == 0
    assert prove(acme).differences == {}
    ledger.grant(acme, 100, "More")
    tick()
    assert people(made).filter(state=State.COMPLETED).count() == 10
    assert Message.objects.of(acme).count() == 10
    assert ledger.balance(acme) == 94
    assert prove(acme).differences == {}


def acme_contacts(world: World) -> list[int]:
    return list(Contact.objects.of(world.acme.workspace).order_by("pk").values_list("pk", flat=True))


def test_an_empty_text_is_stuck_until_retried_or_skipped(world: World) -> None:
    made = sequence(world.acme, text("s1", "{nickname}"), text("s2", "Next"))
    enrol(made, world.charlie, world.dana)
    tick()
    assert {row.why for row in people(made)} == {"body_not_empty"}
    assert people(made).filter(state=State.STUCK).count() == 2
    type(world.charlie).objects.of(world.acme.workspace).filter(pk=world.charlie.pk).update(
        attributes={"nickname": "Chuck"}
    )
    assert hands.lay(made, people(made).filter(contact=world.charlie), Hand.RETRY, ACTOR) == 1
    assert hands.lay(made, people(made).filter(contact=world.dana), Hand.SKIP, ACTOR) == 1
    tick()
    assert [one.body for one in texts(world.charlie)] == ["Chuck", "Next"]
    assert [one.body for one in texts(world.dana)] == ["Next"]
    assert story(of(made, world.charlie))[:2] == [("s1", "stuck"), ("s1", "texted")]
    assert story(of(made, world.dana))[:2] == [("s1", "stuck"), ("s1", "skipped")]
    assert hands.lay(made, people(made), Hand.RETRY, ACTOR) == 0


@pytest.mark.parametrize(("refused", "state"), [("skip", State.COMPLETED), ("leave", State.EXITED)])
def test_who_is_refused_for_good_skips_or_leaves_as_the_step_says(
    world: World, refused: str, state: str
) -> None:
    contacts.set_dnd(world.charlie, True)
    made = sequence(world.acme, text("s1", refused=refused))
    enrol(made, world.charlie)
    tick()
    assert of(made, world.charlie).state == state
    assert texts(world.charlie) == []


def test_a_stranger_is_stuck_for_want_of_consent(world: World) -> None:
    stranger = contacts.create(world.acme.workspace, "+14155552009", {}, source="manual")
    made = sequence(world.acme, text("s1"))
    enrol(made, stranger)
    tick()
    assert (of(made, stranger).state, of(made, stranger).why) == (State.STUCK, "consent")


@pytest.mark.parametrize(
    ("code", "end", "state"),
    [
        ("30006", Text.FAILED, State.EXITED),
        ("expired", Text.FAILED, State.STUCK),
        ("review", Text.REFUSED, State.STUCK),
    ],
)
def test_a_text_that_fails_after_it_was_queued(world: World, code: str, end: Text, state: str) -> None:
    made = sequence(world.acme, text("s1", refused="leave"), text("s2"))
    enrol(made, world.charlie)
    tasks.advance()
    (message,) = texts(world.charlie)
    queue.end([message.pk], end, code, "No.")
    pass_time(minutes=1)
    assert (of(made, world.charlie).state, of(made, world.charlie).why) == (state, code)
    if state == State.STUCK:
        hands.lay(made, people(made), Hand.RETRY, ACTOR)
        tick()
        assert len(texts(world.charlie)) == 3
    assert prove(world.acme.workspace).differences == {}


def test_nobody_goes_on_before_their_text_has_left(world: World) -> None:
    made = sequence(world.acme, text("s1"), wait("s2", 1, "hours"), text("s3"))
    enrol(made, world.charlie)
    for _ in range(4):
        tasks.advance()
        settings.CLOCK_SHIFT += 3_600
    assert of(made, world.charlie).state == State.LEAVING
    carry()
    left = texts(world.charlie)[0].sent_at
    settings.CLOCK_SHIFT += 60
    tasks.advance()
    row = of(made, world.charlie)
    assert row.arrived_at == left
    assert (row.due_at - row.arrived_at).total_seconds() == 3_600


def test_a_sender_that_is_gone_leaves_them_stuck(world: World) -> None:
    made = sequence(world.acme, text("s1", sender=world.acme.sender.public_id))
    Sender.objects.of(world.acme.workspace).update(state=Sender.State.PAUSED)
    enrol(made, world.charlie)
    tick()
    assert of(made, world.charlie).state == State.STUCK


def test_a_fault_of_ours_holds_nobody_else_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, good = sequence(world.acme, text("s1")), sequence(world.bobco, text("s1"))
    enrol(broken, world.charlie)
    enrol(good, world.bobco.contacts["Zoe"])
    send = texting.pipeline.send

    def fail(order: object, contacts: object) -> object:
        if order.workspace == world.acme.workspace:  # type: ignore[attr-defined]
            raise ZeroDivisionError
        return send(order, contacts)  # type: ignore[arg-type]

    monkeypatch.setattr(texting.pipeline, "send", fail)
    tick()
    assert (of(broken, world.charlie).state, of(broken, world.charlie).why) == (State.STUCK, "broken")
    assert of(good, world.bobco.contacts["Zoe"]).state == State.COMPLETED
    monkeypatch.undo()
    hands.lay(broken, people(broken), Hand.RETRY, ACTOR)
    tick()
    assert of(broken, world.charlie).state == State.COMPLETED
