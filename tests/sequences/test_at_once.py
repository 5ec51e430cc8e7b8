"""Two workers at once, and a worker that dies: nobody is texted twice, nobody is left behind."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connections

from apps.common.refusals import Refusal
from apps.contacts.models import Contact
from apps.messaging.models import Message
from apps.messaging.proof import prove
from apps.sequences import actions, engine, texting, turn
from apps.sequences.models import Enrolment, Passage, Sequence
from apps.sequences.states import EnrolmentState as State
from tests.messaging.orders import texted
from tests.sequences.ways import enrol, of, pass_time, sequence, text, texts, wait
from tests.world import Tenant, consenting, make_world

pytestmark = pytest.mark.django_db(transaction=True)
TOGETHER = 4


def at_once(*verbs: Callable[[], object]) -> list[object]:
    """All of them at the same moment, each on a connection of its own."""
    start = Barrier(len(verbs))

    def run(verb: Callable[[], object]) -> object:
        start.wait()
        try:
            return verb()
        except Refusal as refusal:
            return type(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return [one.result() for one in [pool.submit(run, verb) for verb in verbs]]


def crowd(tenant: Tenant, number: int = 60) -> list[Contact]:
    return [consenting(tenant.workspace, f"P{n}", f"+14155554{n:03}") for n in range(number)]


def until_nobody(made: Sequence) -> None:
    """What a worker's loop does; another may hold the row, and then there is nothing to do for us."""
    for _ in range(40):
        engine.advance_due(made.pk)


def check(made: Sequence, people: list[Contact], each: int) -> None:
    sent = Message.everywhere.filter(origin=made.public_id)
    assert sent.count() == each * len(people)
    assert sent.values("contact", "body").distinct().count() == each * len(people)
    visits = Passage.everywhere.filter(sequence=made).values("enrolment", "visit")
    assert visits.count() == visits.distinct().count()
    assert prove(made.workspace).differences == {}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BATCH", 7)


@pytest.mark.usefixtures("small")
def test_four_workers_text_everybody_once() -> None:
    world = make_world()
    people = crowd(world.acme)
    made = sequence(world.acme, text("s1", "One"), text("s2", "Two"))
    enrol(made, *people)
    for _ in range(3):
        at_once(*[lambda: until_nobody(made)] * TOGETHER)
        pass_time(minutes=2)
    check(made, people, 2)
    assert set(Enrolment.everywhere.values_list("state", flat=True)) == {State.COMPLETED}


def test_four_who_enrol_the_same_people_enrol_them_once() -> None:
    world = make_world()
    people = crowd(world.acme, 30)
    made = sequence(world.acme, wait("s1"))
    came = at_once(*[lambda: enrol(made, *people).count] * TOGETHER)
    assert sum(came) == 30  # type: ignore[arg-type]
    assert Enrolment.everywhere.count() == 30


@pytest.mark.usefixtures("small")
def test_a_pause_comes_before_a_batch_or_after_it() -> None:
    world = make_world()
    people = crowd(world.acme)
    made = sequence(world.acme, text("s1", "One"))
    enrol(made, *people)
    at_once(lambda: until_nobody(made), lambda: actions.pause(made, "maria"))
    gone = Message.everywhere.filter(origin=made.public_id).count()
    until_nobody(made)
    assert Message.everywhere.filter(origin=made.public_id).count() == gone
    actions.resume(made, "maria")
    until_nobody(made)
    check(made, people, 1)


class _Killed(BaseException):
    """As if the process were gone: nothing below catches it."""


@pytest.mark.parametrize("moment", ["before the send", "between send and advance", "before the commit"])
def test_a_worker_that_dies_loses_and_doubles_nobody(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    world = make_world()
    people = crowd(world.acme, 12)
    made = sequence(world.acme, text("s1", "One"), text("s2", "Two"))
    enrol(made, *people)

    def die(*args: object, **more: object) -> None:
        raise _Killed

    with monkeypatch.context() as broken:
        if moment == "before the send":
            broken.setattr(texting.pipeline, "send", die)
        elif moment == "between send and advance":
            broken.setattr(texting, "_take", die)
        else:
            broken.setattr(turn.diary, "record_many", die)
        with pytest.raises(_Killed):
            for _ in range(3):
                engine.advance_due(made.pk)
                die()
    pass_time(minutes=2)
    check(made, people, 2)


@pytest.mark.postgres
@pytest.mark.parametrize("wanted", [1, 2, 3])
def test_sigkill_between_send_and_advance(wanted: int) -> None:
    """A real process, killed with the send done and the move not: the next worker does all of it once."""
    world = make_world()
    people = crowd(world.acme, 12)
    made = sequence(world.acme, text("s1", "One"), text("s2", "Two"))
    enrol(made, *people)
    assert _child(made, wanted) == -signal.SIGKILL
    pass_time(minutes=2)
    check(made, people, 2)


def _child(made: Sequence, wanted: int) -> int:
    """Forks a worker that is killed in its `wanted`-th writing of a turn; answers how it ended."""
    connections.close_all()
    if pid := os.fork():
        _, status = os.waitpid(pid, 0)
        return -os.WTERMSIG(status)
    calls = 0
    write = turn.Turn.write

    def dying(self: turn.Turn) -> None:
        nonlocal calls
        calls += 1
        if calls >= wanted:
            os.kill(os.getpid(), signal.SIGKILL)
        write(self)

    turn.Turn.write = dying  # type: ignore[method-assign]
    for _ in range(5):
        engine.advance_due(made.pk)
        settings.CLOCK_SHIFT += 60
    os._exit(0)


def test_an_answer_and_a_step_at_the_same_moment() -> None:
    """Either the step was first and the answer ends what follows, or the answer was first."""
    world = make_world()
    people = crowd(world.acme, 20)
    made = sequence(
        world.acme,
        text("s1", "One"),
        wait("s2", 1, "hours"),
        text("s3", "Two"),
        wait("s4"),
        text("s5", "Three"),
    )
    enrol(made, *people)
    pass_time(minutes=30)
    settings.CLOCK_SHIFT += 3_600
    answering, silent = people[:5], people[5:]
    at_once(
        lambda: until_nobody(made),
        lambda: [texted(world.acme.sender, one, "Not now") for one in answering],
    )
    pass_time(days=2)
    assert all(len(texts(one)) in (1, 2) for one in answering)
    assert all(of(made, one).why == "replied" for one in answering)
    assert all(len(texts(one)) == 3 for one in silent)
    assert prove(world.acme.workspace).differences == {}
