"""Whoever opts out, answers, reaches the goal or is gone leaves, and nothing more is sent to them."""

from datetime import timedelta

from apps.accounts.models import Workspace
from apps.common import clock
from apps.contacts import actions as contacts
from apps.messaging import erasure
from apps.messaging.models import Message
from apps.messaging.proof import prove
from apps.pipeline import actions as pipeline
from apps.senders import actions as senders
from apps.sequences import queries, tasks
from apps.sequences.models import Enrolment
from apps.sequences.states import EnrolmentState as State
from apps.tags import actions as tags
from tests.clockface import EVENING
from tests.messaging.orders import texted
from tests.sequences.ways import enrol, of, pass_time, sequence, set_to, story, text, texts, tick, wait
from tests.world import World

TWO = (text("s1"), wait("s2", 3), text("s3", "Still there?"))


def test_a_reply_ends_it_at_once_and_counts_for_the_text_it_answers(world: World) -> None:
    made = sequence(world.acme, *TWO)
    enrol(made, world.charlie, world.dana)
    tick()
    texted(world.acme.sender, world.charlie, "Tell me more")
    tick()
    left = of(made, world.charlie)
    assert (left.state, left.why) == (State.EXITED, "replied")
    assert story(left) == [("s1", "texted"), ("s1", "replied"), ("s2", "exited")]
    pass_time(days=4)
    assert len(texts(world.charlie)) == 1
    assert of(made, world.dana).state == State.COMPLETED


def test_who_may_answer_and_go_on_is_noted_and_goes_on(world: World) -> None:
    made = sequence(world.acme, *TWO, stop_on_reply=False)
    enrol(made, world.charlie)
    tick()
    texted(world.acme.sender, world.charlie, "Nice")
    texted(world.acme.sender, world.charlie, "Really")
    tick()
    assert story(of(made, world.charlie)) == [("s1", "texted"), ("s1", "replied"), ("s1", "replied")]
    pass_time(days=4)
    assert of(made, world.charlie).state == State.COMPLETED


def test_stop_ends_it_whatever_the_rules_say_and_is_counted_at_the_text(world: World) -> None:
    made = sequence(world.acme, text("s1", refused="skip"), *TWO[1:], stop_on_reply=False)
    enrol(made, world.charlie)
    tick()
    texted(world.acme.sender, world.charlie, "STOP")
    tick()
    left = of(made, world.charlie)
    assert (left.state, left.why) == (State.EXITED, "opted_out")
    assert ("s1", "opted_out") in story(left)
    pass_time(days=4)
    assert [one.kind for one in texts(world.charlie)] == ["marketing", "system"]


def test_a_stop_that_nobody_heard_of_yet_is_found_before_the_next_text(world: World) -> None:
    """The engine asks by itself; the reaction only makes it prompt."""
    made = sequence(world.acme, *TWO)
    enrol(made, world.charlie)
    tick()
    texted(world.acme.sender, world.charlie, "STOP")
    Enrolment.objects.of(world.acme.workspace).update(due_at=clock.now() - timedelta(seconds=1))
    tasks.advance()
    assert of(made, world.charlie).why == "opted_out"


def test_who_had_opted_out_before_gets_nothing(world: World) -> None:
    texted(world.acme.sender, world.charlie, "STOP")
    made = sequence(world.acme, *TWO)
    enrol(made, world.charlie)
    tick()
    assert of(made, world.charlie).why == "opted_out"
    assert [one.kind for one in texts(world.charlie)] == ["system"]


def test_the_goal_is_a_tag(world: World) -> None:
    tag = tags.named(world.acme.workspace, ["bought"])["bought"]
    made = sequence(world.acme, *TWO, goal={"audience": {"include": {"tags": [tag.pk]}}})
    enrol(made, world.charlie, world.dana)
    tick()
    tags.add(world.charlie, ["Bought"])
    tick()
    assert of(made, world.charlie).why == "goal"
    assert of(made, world.dana).state == State.WAITING


def test_the_goal_is_a_stage(world: World) -> None:
    stage = pipeline.named(world.acme.workspace, ["customer"])["customer"]
    made = sequence(world.acme, *TWO, goal={"audience": {"include": {"stages": [stage.pk]}}})
    enrol(made, world.charlie)
    tick()
    pipeline.move(world.charlie, "customer")
    tick()
    assert of(made, world.charlie).why == "goal"


def test_the_goal_is_a_reply(world: World) -> None:
    made = sequence(world.acme, *TWO, goal={"reply": True})
    enrol(made, world.charlie)
    tick()
    texted(world.acme.sender, world.charlie, "I'm in")
    tick()
    assert of(made, world.charlie).why == "goal"


def test_a_text_that_waits_for_morning_is_called_back_when_they_leave(world: World) -> None:
    made = sequence(world.acme, *TWO, goal={"audience": {"include": {"contacts": [world.dana.pk]}}})
    tag = tags.named(world.acme.workspace, ["bought"])["bought"]
    made = sequence(world.acme, *TWO, name="Two", goal={"audience": {"include": {"tags": [tag.pk]}}})
    set_to(EVENING)
    enrol(made, world.dana)
    tick()
    (waiting,) = texts(world.dana)
    assert (waiting.state, of(made, world.dana).state) == ("queued", State.LEAVING)
    tags.add(world.dana, ["bought"])
    tick()
    (waiting,) = texts(world.dana)
    assert (waiting.state, waiting.refunded) == ("canceled", True)
    assert prove(world.acme.workspace).differences == {}


def test_a_deleted_contact_leaves_and_the_history_stays(world: World) -> None:
    made = sequence(world.acme, *TWO)
    enrol(made, world.charlie)
    tick()
    row = of(made, world.charlie)
    erasure.delete_contacts(world.acme.workspace, [world.charlie.pk], reason="asked", actor="alice")
    tick()
    row.refresh_from_db()
    assert (row.state, row.why, row.contact) == (State.EXITED, "contact_deleted", None)
    assert story(row)[0] == ("s1", "texted")
    assert not queries.anything_due()


def test_an_archived_contact_leaves(world: World) -> None:
    made = sequence(world.acme, *TWO)
    enrol(made, world.charlie)
    tick()
    contacts.update(world.charlie, {"status": "archived"})
    pass_time(days=4)
    assert of(made, world.charlie).why == "archived"
    assert len(texts(world.charlie)) == 1


def test_bobs_charlie_with_the_same_number_goes_on(world: World) -> None:
    ours, theirs = sequence(world.acme, *TWO), sequence(world.bobco, *TWO)
    enrol(ours, world.charlie)
    enrol(theirs, world.bobco.contacts["Charlie"])
    tick()
    texted(world.acme.sender, world.charlie, "STOP")
    tick()
    assert of(ours, world.charlie).state == State.EXITED
    assert of(theirs, world.bobco.contacts["Charlie"]).state == State.WAITING
    assert not Message.objects.of(world.bobco.workspace).filter(origin=ours.public_id).exists()


def test_a_stop_to_one_sender_ends_what_that_sender_sends(world: World) -> None:
    Workspace.objects.filter(pk=world.acme.workspace.pk).update(opt_out_scope="sender")
    other = senders.add_virtual(world.acme.workspace, "Second")
    theirs = (text("s1", sender=other.public_id), *TWO[1:])
    ours = sequence(world.acme, *TWO, stop_on_reply=False)
    second = sequence(world.acme, *theirs, name="Second", stop_on_reply=False)
    enrol(ours, world.charlie)
    enrol(second, world.charlie)
    tick()
    texted(other, world.charlie, "STOP")
    tick()
    assert of(second, world.charlie).why == "opted_out"
    assert of(ours, world.charlie).state == State.WAITING
