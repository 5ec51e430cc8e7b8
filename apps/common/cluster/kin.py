"""Nobody outlives the parent: the kernel kills a child when the process that made it dies."""

import ctypes
import os
import select
import signal

PR_SET_PDEATHSIG = 1
# Absent where the kernel is not Linux; there a SIGKILL of a parent can leave orphans behind.
_prctl = getattr(ctypes.CDLL(None, use_errno=True), "prctl", None)
_forking_pid = 0


def die_with_parent(parent: int, by: int = signal.SIGKILL) -> None:
    """Ask the kernel to send `by` to this process when its parent dies; exit if `parent` is already gone."""
    if _prctl is not None:
        _prctl(PR_SET_PDEATHSIG, int(by))
    if os.getppid() != parent:
        os._exit(1)


def bind_forks() -> None:
    """From now on every process that this one forks, and they in turn, dies with its parent."""
    os.register_at_fork(before=_remember, after_in_child=_bind)


def _remember() -> None:
    global _forking_pid
    _forking_pid = os.getpid()


def _bind() -> None:
    """Ctrl-C reaches a whole terminal: only the keeper listens, and asks the others to stop in order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    die_with_parent(_forking_pid)


class Roll:
    """Knows when the last of a family is gone: each holds the writing end of a pipe that nobody writes to."""

    def __init__(self) -> None:
        self._reader, self._writer = os.pipe()

    def close(self) -> None:
        """Call in the parent when all children are forked; what they fork later is counted too."""
        os.close(self._writer)

    def wait(self, seconds: float) -> bool:
        """Whether everyone was gone within `seconds`."""
        readable, _, _ = select.select([self._reader], [], [], seconds)
        return bool(readable)

    def forget(self) -> None:
        os.close(self._reader)
