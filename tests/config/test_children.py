"""Promises of `manage.py up` about the programs it runs: named, restarted, stopped together."""

import sys
import time
from collections.abc import Callable, Mapping

import pytest

from config.children import Children

pytestmark = pytest.mark.slow

STAYS = "import time; print('here', flush=True); time.sleep(60)"
FALLS = "import sys; print('falling', flush=True); sys.exit(3)"
DEAF = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"


def run(scripts: Mapping[str, str], until: Callable[[list[str]], bool]) -> tuple[list[str], float]:
    """Run until `until` holds for what was said (15 s at most); what was said, and the seconds to stop."""
    said: list[str] = []
    commands = {name: [sys.executable, "-c", script] for name, script in scripts.items()}
    began, asked = time.monotonic(), [0.0]

    def stopping() -> bool:
        asked[0] = time.monotonic()
        return until(said) or asked[0] - began > 15

    children = Children(commands, lambda name, line: said.append(f"{name}: {line}"))
    children.run(stopping, lambda: None)
    return said, time.monotonic() - asked[0]


def test_every_line_says_which_program_wrote_it() -> None:
    said, _ = run({"web": STAYS, "worker": STAYS}, lambda s: {"web: here", "worker: here"} <= set(s))
    assert {"web: here", "worker: here"} <= set(said)


def test_a_program_that_falls_is_started_again_with_a_pause_that_grows() -> None:
    said, _ = run({"web": FALLS, "worker": STAYS}, lambda s: s.count("web: falling") >= 3)
    told = [line for line in said if "starting it again" in line]
    assert told[0] == "web: stopped (exit status 3); starting it again in 0.2 s"
    assert told[1] == "web: stopped (exit status 3); starting it again in 1 s"


def test_all_stop_at_once_when_asked() -> None:
    _, seconds = run({"web": STAYS, "worker": STAYS}, lambda s: len(s) >= 2)
    assert seconds < 3


def test_a_program_that_does_not_listen_is_killed_within_ten_seconds() -> None:
    said, seconds = run({"worker": DEAF}, lambda s: "worker: deaf" in s)
    assert "up: worker did not stop in time; killing it" in said
    assert seconds < 10.5
