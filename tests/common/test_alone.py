"""Promises of a task that runs alone."""

import threading

from apps.common.alone import alone, held, is_running, last_start

ran: list[str] = []


@alone("tests.alone")
def task() -> str:
    ran.append("once")
    return "done"


def test_it_runs_when_nobody_else_does() -> None:
    assert task() == "done"
    assert not is_running("tests.alone")


def test_a_doubled_wake_up_does_nothing() -> None:
    ran.clear()
    with held("tests.alone"):
        assert is_running("tests.alone")
        assert task() is None
    assert ran == []


def test_its_start_can_be_told_from_the_one_before() -> None:
    before = last_start("tests.alone.other")
    alone("tests.alone.other")(lambda: None)()
    assert last_start("tests.alone.other") > before == 0


def test_a_passing_look_never_turns_a_task_away() -> None:
    """is_running() takes a free lock for a moment; the task tries again."""
    stop = threading.Event()

    def look() -> None:
        while not stop.wait(0.001):
            is_running("tests.alone")

    looker = threading.Thread(target=look)
    looker.start()
    try:
        assert all(task() == "done" for _ in range(300))
    finally:
        stop.set()
        looker.join()
