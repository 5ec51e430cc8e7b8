"""A turn at a shared number ends when it ends, whatever was forked meanwhile."""

import os
import signal
import time
from pathlib import Path

import pytest
from pytest_django import Settings

from apps.common import tally


@pytest.fixture(autouse=True)
def _own(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def test_a_child_forked_in_a_turn_does_not_hold_up_the_next() -> None:
    children: list[int] = []

    def step(held: tally.Pair | None) -> tally.Pair:
        if (child := os.fork()) == 0:
            time.sleep(30)
            os._exit(0)
        children.append(child)
        return 1.0, 1.0

    tally.turn("n", step)
    signal.signal(signal.SIGALRM, lambda *_: pytest.fail("The next turn waits for the child."))
    signal.alarm(5)
    try:
        tally.turn("n", lambda held: held)
    finally:
        signal.alarm(0)
        os.kill(children[0], signal.SIGKILL)
        os.waitpid(children[0], 0)
