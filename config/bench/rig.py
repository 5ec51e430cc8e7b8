"""A rig: web, worker and virtual carrier as real processes on free ports, over the database in use."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

from apps.common.cluster.kin import die_with_parent
from config.bench.proxy import Wire

START_SECONDS = 60.0


class NotInTime(RuntimeError):
    """Something that was waited for did not come."""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Rig:
    """Processes of one installation. Use as a context manager; whatever runs is ended with it."""

    def __init__(self, log: Path, carrier: Sequence[str] = (), clock_shift: float = 0.0) -> None:
        self.web_port, self.carrier_port = free_port(), free_port()
        self.carrier_url = f"http://127.0.0.1:{self.carrier_port}"
        self.url = f"http://127.0.0.1:{self.web_port}"
        self.log = log
        self.commands = {
            "carrier": ["virtualcarrier", *carrier],
            "web": ["web"],
            "worker": ["worker"],
        }
        self.env = {
            "PORT": str(self.web_port),
            "CARRIER_PORT": str(self.carrier_port),
            "BASE_URL": self.url,
            "CALLBACK_BASE_URL": self.url,
            "VIRTUAL_CARRIER_URL": self.carrier_url,
            "CLOCK_SHIFT": str(clock_shift),
            "LOG_LEVEL": "WARNING",
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.wire: Wire | None = None

    def put_wire(self) -> None:
        """From now on what is started reaches the database (PostgreSQL) through a wire that can be cut."""
        self.wire = Wire(settings.DATABASES["default"])
        self.env["DATABASE_URL"] = self.wire.url

    def __enter__(self) -> "Rig":
        settings.CALLBACK_BASE_URL, settings.BASE_URL = self.url, self.url
        settings.VIRTUAL_CARRIER_URL = self.carrier_url
        settings.CLOCK_SHIFT = float(self.env["CLOCK_SHIFT"])
        return self

    def __exit__(self, *error: object) -> None:
        for name in list(self.processes):
            self.stop(name)
        if self.wire:
            self.wire.close()

    def start(self, *names: str) -> None:
        for name in names or self.commands:
            self.processes[name] = subprocess.Popen(  # noqa: S603 - our own commands
                [sys.executable, "manage.py", *self.commands[name]],
                cwd=settings.BASE_DIR,
                env={**os.environ, **self.env},
                stdin=subprocess.DEVNULL,
                stdout=self.log.open("ab"),
                stderr=subprocess.STDOUT,
                preexec_fn=partial(die_with_parent, os.getpid()),
            )
        for name, url in (("carrier", f"{self.carrier_url}/stats"), ("web", f"{self.url}/healthz")):
            if not names or name in names:
                until(lambda url=url: answers(url), START_SECONDS, f"{name} does not answer")  # type: ignore[misc]

    def stop(self, name: str) -> None:
        process = self.processes.pop(name)
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def kill(self, name: str, pick: Callable[[list[int]], int] = min) -> None:
        """SIGKILL one of the processes of `name`: by default the one that was started first."""
        os.kill(pick(family(self.processes[name].pid)), signal.SIGKILL)

    def restart_if_dead(self, *names: str) -> None:
        """What a supervisor does, for these or for all."""
        for name in names or self.commands:
            if self.processes[name].poll() is not None:
                self.start(name)

    def stats(self) -> dict[str, Any]:
        """What the virtual carrier counted."""
        return dict(get(f"{self.carrier_url}/stats"))

    def memory(self, name: str) -> float:
        """Resident megabytes of the largest process of `name`."""
        return max(map(resident, family(self.processes[name].pid)), default=0.0)


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [pid, *(each for child in children for each in family(child))]


def resident(pid: int) -> float:
    """Megabytes in memory; 0 for a process that is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own loopback address
        return json.load(answer)


def answers(url: str) -> bool:
    try:
        get(url)
    except (urllib.error.URLError, ConnectionError, TimeoutError, ValueError):
        return False
    return True


def until(done: Callable[[], bool], seconds: float, what: str, pause: float = 0.1) -> float:
    """Wait until `done()`; answers the seconds it took. Raises NotInTime, saying `what`."""
    began = time.monotonic()
    while not done():
        if time.monotonic() - began > seconds:
            raise NotInTime(f"After {seconds:g} s: {what}.")
        time.sleep(pause)
    return time.monotonic() - began
