"""The virtual carrier as a process of its own, and a plain client to talk to it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[2]
KEY = "key-of-alice"
OUR_NUMBER = "+13105550100"


class Program:
    """Started again after `kill()`, it works on the same data directory and port."""

    def __init__(self, directory: Path, *options: str, clock_shift: float = 0.0) -> None:
        self.directory = directory
        self._options = options
        self._clock_shift = clock_shift
        self._port = _free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self.start()

    def start(self) -> None:
        """Run it and wait until it answers."""
        where = ("--port", str(self._port), "--data-dir", str(self.directory))
        command = [sys.executable, "manage.py", "virtualcarrier", *where, *self._options]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self._environment())
        end = time.monotonic() + 30
        while not self._answers():
            assert self.process.poll() is None, "The virtual carrier ended at once."
            assert time.monotonic() < end, "The virtual carrier did not answer within 30 s."
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL: it has no chance to write anything."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """SIGTERM, in peace."""
        self.process.terminate()
        self.process.wait(timeout=20)

    def call(self, method: str, path: str, body: Any = None, key: str = KEY) -> tuple[int, Any]:
        """One request; status and JSON of the answer. `body` may be bytes that are no JSON at all."""
        content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        request = Request(self.url + path, content, headers, method=method)
        try:
            with urlopen(request, timeout=20) as answer:
                return answer.status, json.load(answer)
        except HTTPError as refusal:
            return refusal.code, json.load(refusal)

    def send(self, reference: str, to: str, callback_url: str = "", **other: str) -> tuple[int, Any]:
        """One text to a phone."""
        text = {"reference": reference, "to": to, "from": OUR_NUMBER, "body": "Hi", **other}
        return self.call("POST", "/v1/messages", {**text, "callback_url": callback_url})

    def stats(self) -> dict[str, Any]:
        """GET /stats."""
        return dict(self.call("GET", "/stats")[1])

    def wait_until_settled(self) -> None:
        """Until the carrier knows that everything was taken: a moment after we have it."""
        end = time.monotonic() + 15
        while self.stats()["receipts_pending"]:
            assert time.monotonic() < end, "Something is still to be posted."
            time.sleep(0.02)

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATA_DIR": str(self.directory),
            "CLOCK_SHIFT": str(self._clock_shift),
            "DJANGO_SETTINGS_MODULE": "tests.carriers.alone_settings",
        }


@contextmanager
def program(directory: Path, *options: str, clock_shift: float = 0.0) -> Iterator[Program]:
    """Run it for as long as the block lasts. `clock_shift`: seconds by which its clock is moved."""
    running = Program(directory, *options, clock_shift=clock_shift)
    try:
        yield running
    finally:
        running.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
