"""Promises of the ticker: it wakes a task when there is work, and never piles wake-ups up."""

from collections.abc import Callable

import pytest

from apps.common import alone
from apps.common.alone import held
from apps.common.cluster.table import Beat
from apps.common.cluster.ticker import LOST_AFTER, Dial, Hand

LOCK = "tests.ticker"
work = {"waiting": True, "broken": False}


def is_there_work() -> bool:
    if work["broken"]:
        raise RuntimeError("no such table")
    return work["waiting"]


@alone.alone(LOCK)
def task() -> None:
    """Does nothing; beginning is what counts."""


BEAT = Beat("tests.common.test_ticker.task", every=0.25, due="tests.common.test_ticker.is_there_work")


@pytest.fixture(autouse=True)
def _work() -> None:
    work.update(waiting=True, broken=False)


@pytest.fixture
def woken() -> list[str]:
    return []


@pytest.fixture
def look(woken: list[str]) -> Callable[[float], None]:
    hand = Hand(BEAT)
    return lambda now: hand.look(now, woken.append)


def test_work_wakes_the_task(look: Callable[[float], None], woken: list[str]) -> None:
    look(0.0)
    assert woken == ["tests.common.test_ticker.task"]


def test_no_work_wakes_nobody(look: Callable[[float], None], woken: list[str]) -> None:
    work["waiting"] = False
    look(0.0)
    assert woken == []


def test_nobody_is_woken_twice_for_the_same_work(look: Callable[[float], None], woken: list[str]) -> None:
    for tick in range(16):
        look(tick * 0.25)
    assert len(woken) == 1


def test_a_lost_wake_up_is_sent_again_after_five_seconds(
    look: Callable[[float], None], woken: list[str]
) -> None:
    look(0.0)
    look(LOST_AFTER - 0.01)
    look(LOST_AFTER)
    assert len(woken) == 2


def test_new_work_right_after_a_short_task_is_seen_at_the_next_look(
    look: Callable[[float], None], woken: list[str]
) -> None:
    """The task came and went between two looks: the ticker knows by the time the lock was last taken."""
    look(0.0)
    task()
    look(0.25)
    assert len(woken) == 2


def test_a_running_task_is_left_alone(look: Callable[[float], None], woken: list[str]) -> None:
    with held(LOCK) as got:
        look(0.0)
    assert got
    assert woken == []


def test_one_broken_question_does_not_stop_the_others(woken: list[str]) -> None:
    work["broken"] = True
    dial = Dial([BEAT, Beat("tests.common.test_ticker.task", every=0.25)], woken.append)
    dial.turn(0.0)
    assert woken == ["tests.common.test_ticker.task"]


def test_a_task_without_a_lock_is_refused() -> None:
    with pytest.raises(AttributeError):
        _ = Beat("tests.common.test_ticker.is_there_work", every=1).lock
