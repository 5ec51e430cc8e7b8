"""Promises of `manage.py up`, which `make run` calls: one command and all runs, one signal and all stops."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings

from tests.common.test_cluster import children, is_alive, wait_for

ROOT = Path(settings.BASE_DIR)

pytestmark = pytest.mark.slow


def free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


class Installation:
    """A fresh one: an empty DATA_DIR, SQLite, and ports that nobody uses."""

    def __init__(self, folder: Path) -> None:
        self.port, carrier_port = free_ports(2)
        self.log = folder / "log"
        self.environment = {
            **{k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")},
            "DATA_DIR": str(folder / "var"),
            "PORT": str(self.port),
            "CARRIER_PORT": str(carrier_port),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }

    def up(self) -> None:
        """Start it, in place of the one before, which must have ended."""
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--people", "200"],
            cwd=ROOT,
            env=self.environment,
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def greets(self) -> bool:
        return "Ctrl-C stops everything" in self.said()

    def said(self) -> str:
        return self.log.read_text()

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/accounts/login/", timeout=2) as page:
                return bool(page.status == 200)
        except OSError:
            return False

    def family(self) -> list[int]:
        return descendants(self.process.pid)


def descendants(pid: int) -> list[int]:
    return [found for child in children(pid) for found in (child, *descendants(child))]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    installation = Installation(tmp_path_factory.mktemp("installation"))
    installation.up()
    try:
        assert wait_for(installation.greets, 120), installation.said()
        yield installation
    finally:
        installation.kill()


def test_it_prints_the_address_and_a_sign_in_that_demo_knows_too(running: Installation) -> None:
    demo = json.loads(running.manage("demo", "--json").stdout)
    assert "live and test (the sandbox) open v1" in running.said()
    for word in (demo["url"], demo["email"], demo["password"], *demo["keys"].values()):
        assert word in running.said()


def test_the_pages_answer_and_the_doctor_is_content(running: Installation) -> None:
    assert running.answers()
    assert wait_for(lambda: running.manage("doctor").returncode == 0, 30), running.manage("doctor").stdout


def test_a_second_one_on_the_same_port_says_which_variable_to_set(running: Installation) -> None:
    second = running.manage("up")
    assert second.returncode == 1
    assert f"PORT={running.port + 1} make run" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_killed_program_comes_back(running: Installation) -> None:
    web = next(pid for pid in children(running.process.pid) if "web" in command_line(pid))
    os.kill(web, signal.SIGKILL)
    assert wait_for(lambda: "web | stopped (killed by SIGKILL)" in running.said())
    assert wait_for(running.answers, 30)


def test_one_signal_stops_everything_within_ten_seconds(running: Installation) -> None:
    """Last, because it ends what the others look at."""
    family = running.family()
    began = time.monotonic()
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(15) == 0
    assert time.monotonic() - began < 10.5
    assert wait_for(lambda: not any(map(is_alive, family)), 1.0)


def test_nobody_outlives_it_when_it_is_killed(running: Installation) -> None:
    """A second start on the same data, which must be quick: nothing is left to set up."""
    began = time.monotonic()
    running.up()
    assert wait_for(running.greets, 60), running.said()
    assert "static files collected" not in running.said()
    assert time.monotonic() - began < 30
    everyone = running.family()
    running.kill()
    assert wait_for(lambda: not any(map(is_alive, everyone)), 3.0)


def command_line(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
