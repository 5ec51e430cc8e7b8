"""The programs that `manage.py up` runs: started, named in the output, restarted, stopped."""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import IO

from apps.common.cluster.kin import die_with_parent

PAUSES = (0.2, 1.0, 2.0, 5.0, 10.0)  # seconds before the next start, longer and longer
LONG_ENOUGH = 30.0  # a program that ran this many seconds starts again without history
Say = Callable[[str, str], None]


class Child:
    """One program. It leads a process group of its own, so that Ctrl-C reaches us alone."""

    def __init__(self, name: str, command: Sequence[str], say: Say) -> None:
        self.name = name
        self._command = command
        self._say = say
        self._failures = 0
        self._rest = b""
        self.start_at = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> IO[bytes]:
        self._began = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            process_group=0,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            # Safe here: the process that forks has one thread (see Children.run).
            preexec_fn=partial(die_with_parent, os.getpid()),
        )
        assert self.process.stdout is not None
        os.set_blocking(self.process.stdout.fileno(), False)
        return self.process.stdout

    def read(self, pipe: IO[bytes]) -> bool:
        """Pass on whole lines; False at the end of the output."""
        read = pipe.read()
        if read is None:
            return True
        *lines, self._rest = (self._rest + read).split(b"\n")
        for line in lines:
            self._say(self.name, line.decode(errors="replace"))
        return bool(read)

    def ended(self) -> None:
        """Plan the next start, and say so."""
        assert self.process is not None
        code = self.process.wait()
        lasted = time.monotonic() - self._began
        self._failures = 1 if lasted > LONG_ENOUGH else self._failures + 1
        pause = PAUSES[min(self._failures, len(PAUSES)) - 1]
        self.start_at, self.process = time.monotonic() + pause, None
        self._say(self.name, f"stopped ({_words(code)}); starting it again in {pause:g} s")

    def signal(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            os.kill(self.process.pid, number)


def _words(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"


class Children:
    """All of them, in one loop and one thread."""

    def __init__(self, commands: Mapping[str, Sequence[str]], say: Say) -> None:
        self._children = [Child(name, command, say) for name, command in commands.items()]
        self._say = say
        self._outputs = selectors.DefaultSelector()

    def run(self, stopping: Callable[[], bool], each_turn: Callable[[], None]) -> None:
        """Keep them running until `stopping`; then all stop within 10 s. `each_turn` is called often."""
        while not stopping():
            self._start_those_due()
            self._read(0.2)
            each_turn()
        self._stop()

    def _start_those_due(self) -> None:
        for child in self._children:
            if child.process is None and child.start_at <= time.monotonic():
                self._outputs.register(child.start(), selectors.EVENT_READ, child)

    def _read(self, seconds: float) -> None:
        for key, _ in self._outputs.select(seconds):
            child: Child = key.data
            if not child.read(key.fileobj):  # type: ignore[arg-type]
                self._outputs.unregister(key.fileobj)
                child.ended()

    def _stop(self) -> None:
        """SIGTERM to all, what is left after 9.5 s is killed."""
        self._say("up", "stopping")
        for child in self._children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + 9.5
        while self._alive() and time.monotonic() < deadline:
            self._drain(0.1)
        for child in self._alive():
            self._say("up", f"{child.name} did not stop in time; killing it")
            child.signal(signal.SIGKILL)
        self._say("up", "stopped")

    def _alive(self) -> list[Child]:
        return [c for c in self._children if c.process is not None and c.process.poll() is None]

    def _drain(self, seconds: float) -> None:
        for key, _ in self._outputs.select(seconds):
            if not key.data.read(key.fileobj):
                self._outputs.unregister(key.fileobj)


def manage(*words: str) -> list[str]:
    """The command line of one of our own commands."""
    return [sys.executable, "manage.py", *words]
