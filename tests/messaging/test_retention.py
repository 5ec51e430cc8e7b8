"""Retention: old texts go, the books stay right, and what still moves is left alone."""

from datetime import timedelta

import pytest

from apps.common import clock
from apps.messaging.models import Erasure, Message
from apps.messaging.proof import prove
from apps.messaging.retention import sweeping
from apps.messaging.retention.refusals import TooShort
from apps.messaging.retention.tasks import sweep
from apps.messaging.states import State
from tests.messaging.orders import queued, send
from tests.world import World


def aged(message: Message, days: int, state: State = State.DELIVERED) -> None:
    Message.everywhere.filter(pk=message.pk).update(
        state=state, created_at=clock.now() - timedelta(days=days)
    )


def left(world: World) -> set[int]:
    return set(Message.objects.of(world.acme.workspace).values_list("pk", flat=True))


def test_texts_older_than_ninety_days_go_and_the_books_still_agree(world: World) -> None:
    sweeping.keep(world.acme.workspace, 90)
    old, young = queued(world.acme, world.charlie), queued(world.acme, world.dana)
    aged(old, 91)
    aged(young, 89)
    sweep()
    assert left(world) == {young.pk}
    assert prove(world.acme.workspace).differences == {}
    line = Erasure.objects.of(world.acme.workspace).get()
    assert (line.messages, line.credits) == (1, 1)


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING, State.UNSURE])
def test_what_still_moves_stays(world: World, state: State) -> None:
    sweeping.keep(world.acme.workspace, 30)
    message = queued(world.acme, world.charlie)
    aged(message, 400, state)
    sweep()
    assert left(world) == {message.pk}


def test_a_workspace_that_says_nothing_keeps_all(world: World) -> None:
    sweeping.keep(world.bobco.workspace, 30)
    message = queued(world.acme, world.charlie)
    aged(message, 4_000)
    sweep()
    assert left(world) == {message.pk}


def test_a_refunded_text_is_not_in_the_sum_and_pieces_of_a_day_are_one_line(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "CHUNK", 1)
    sweeping.keep(world.acme.workspace, 30)
    for draft in send(world.acme, world.charlie, world.dana, world.erin):
        assert draft.message
        aged(draft.message, 31)
    before = prove(world.acme.workspace)
    sweep()
    line = Erasure.objects.of(world.acme.workspace).get()
    assert (line.messages, line.credits) == (3, 3)
    assert prove(world.acme.workspace).spent == before.spent and left(world) == set()


@pytest.mark.parametrize("days", [0, -1, 29, 40_000])
def test_a_time_that_is_too_short_is_refused(world: World, days: int) -> None:
    with pytest.raises(TooShort):
        sweeping.keep(world.acme.workspace, days)


def test_for_good_again(world: World) -> None:
    sweeping.keep(world.acme.workspace, 30)
    sweeping.keep(world.acme.workspace, None)
    assert sweeping.days_of(world.acme.workspace) is None
