"""A published version never changes; people finish on theirs, or are moved by choice, step by step."""

from datetime import timedelta

import pytest

from apps.common import clock
from apps.messaging.proof import prove
from apps.sequences import actions, hands, moving, publishing, queries, tasks
from apps.sequences.course import course_of
from apps.sequences.models import Enrolment
from apps.sequences.refusals import (
    ChangedMeanwhile,
    HasEnded,
    NothingToPublish,
    NotMapped,
    NotPausable,
    NotPaused,
)
from apps.sequences.states import EnrolmentState as State
from tests.clockface import EVENING
from tests.sequences.ways import (
    ACTOR,
    enrol,
    fresh,
    of,
    pass_time,
    republish,
    sequence,
    set_to,
    story,
    text,
    texts,
    tick,
    wait,
)
from tests.world import World


def bodies(person: object) -> list[str]:
    return [one.body for one in texts(person)]  # type: ignore[arg-type]


def test_a_step_that_is_kept_keeps_its_moment(world: World) -> None:
    made = sequence(world.acme, wait("s1", 3), text("s2", "Old"))
    enrol(made, world.charlie)
    tick()
    before = of(made, world.charlie).due_at
    republish(made, wait("s1", 5), text("s2", "New"), move=True)
    assert of(made, world.charlie).due_at == before
    pass_time(days=3, hours=1)
    assert bodies(world.charlie) == ["New"]


def test_who_stands_at_a_step_that_goes_is_asked_for(world: World) -> None:
    made = sequence(world.acme, wait("s1", 3), text("s2", "Two"), text("s3", "Three"))
    enrol(made, world.charlie)
    tick()
    with pytest.raises(NotMapped) as refused:
        republish(made, text("s2", "Two"), text("s3", "Three"), move=True)
    assert refused.value.at == "mapping.s1"
    assert queries.draft(made) is not None  # nothing was half done
    with pytest.raises(NotMapped):
        publishing.publish(made, ACTOR, move=True, mapping={"s1": "s9"})
    publishing.publish(made, ACTOR, move=True, mapping={"s1": "s3"})
    tick()
    assert bodies(world.charlie) == ["Three"]
    assert story(of(made, world.charlie))[0] == ("s1", "moved")


def test_the_suggestion_is_the_next_step_that_is_kept(world: World) -> None:
    made = sequence(world.acme, wait("s1"), wait("s2"), text("s3"))
    old = course_of(queries.live_version(made))  # type: ignore[arg-type]
    new = course_of(actions.write(made, steps=[text("s3")]))
    assert moving.suggested(old, new, "s1") == "s3"
    new = course_of(actions.write(made, steps=[text("s9")]))
    assert moving.suggested(old, new, "s1") == ""


def test_to_the_end_is_a_place_to_go_too(world: World) -> None:
    made = sequence(world.acme, wait("s1"), text("s2"))
    enrol(made, world.charlie)
    tick()
    republish(made, text("s2"), move=True, mapping={"s1": ""})
    assert of(made, world.charlie).state == State.COMPLETED


def test_who_has_a_text_in_the_queue_gets_it_once_and_goes_on_behind(world: World) -> None:
    made = sequence(world.acme, text("s1", "Night"), text("s2", "Two"))
    set_to(EVENING)
    enrol(made, world.dana)
    tick()
    assert of(made, world.dana).state == State.LEAVING
    republish(made, text("s5", "Night, other words"), text("s2", "Two"), move=True, mapping={"s1": "s5"})
    pass_time(days=1)
    assert bodies(world.dana) == ["Night", "Two"]
    assert prove(world.acme.workspace).differences == {}


def test_without_a_choice_they_finish_on_theirs(world: World) -> None:
    made = sequence(world.acme, wait("s1"), text("s2", "Old"))
    enrol(made, world.charlie)
    tick()
    republish(made, text("s3", "New"))
    pass_time(days=2)
    assert bodies(world.charlie) == ["Old"]


def test_what_was_looked_at_is_what_is_published(world: World) -> None:
    made = sequence(world.acme, text("s1"))
    seen = actions.write(made, steps=[text("s1"), text("s2")]).updated_at
    actions.write(made, steps=[text("s1", "Something else")])
    with pytest.raises(ChangedMeanwhile):
        publishing.publish(made, ACTOR, seen=seen)


def test_a_draft_can_be_thrown_away_and_nothing_is_left_to_publish(world: World) -> None:
    made = sequence(world.acme, text("s1"))
    assert not actions.discard(made)
    actions.write(made, steps=[text("s2")])
    assert actions.discard(made)
    with pytest.raises(NothingToPublish):
        publishing.publish(made, ACTOR)


def test_pausing_parks_what_waits_and_resuming_loses_nobody(world: World) -> None:
    made = sequence(world.acme, text("s1", "Night"), wait("s2"), text("s3", "Day"))
    set_to(EVENING)
    enrol(made, world.dana)
    tick()
    actions.pause(made, ACTOR)
    with pytest.raises(NotPausable):
        actions.pause(made, ACTOR)
    set_to(clock.now() + timedelta(days=5))
    tasks.advance()
    assert [one.sent_at for one in texts(world.dana)] == [None]
    actions.resume(made, ACTOR)
    with pytest.raises(NotPaused):
        actions.resume(made, ACTOR)
    tick()
    pass_time(days=2)
    assert bodies(world.dana) == ["Night", "Day"]
    assert of(made, world.dana).state == State.COMPLETED


def test_an_ended_sequence_lets_everybody_go_for_good(world: World) -> None:
    made = sequence(world.acme, wait("s1"), text("s2"))
    enrol(made, world.charlie, world.dana)
    assert hands.end(made, ACTOR) == 2
    assert set(Enrolment.everywhere.values_list("state", "why")) == {(State.EXITED, "ended")}
    for verb in (lambda: hands.end(made, ACTOR), lambda: actions.write(made, steps=[text("s1")])):
        with pytest.raises(HasEnded):
            verb()
    assert fresh(made).state == "ended"
