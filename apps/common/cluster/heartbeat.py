"""The proof that wake-ups reach a worker: a task that leaves the time, and a watchdog that misses it."""

import logging
import time
from pathlib import Path

from django.conf import settings
from django.core.cache import cache

from apps.common.alone import alone

logger = logging.getLogger(__name__)

KEY = "worker.heartbeat"
EVERY = 5.0


def path() -> Path:
    """Its modification time is when a worker of this machine last ran the task."""
    return Path(settings.DATA_DIR) / "worker.heartbeat"


@alone("worker.heartbeat")
def beat() -> None:
    """Runs through queue, pusher and worker like any task; seen by this machine and, with Redis, by all."""
    path().touch()
    cache.set(KEY, time.time(), timeout=86_400)


def age() -> float | None:
    """Seconds since the last heartbeat here or, with Redis, on any machine; None if there never was one."""
    seen: list[float] = [last for last in (cache.get(KEY),) if last]
    if path().exists():
        seen.append(path().stat().st_mtime)
    return max(0.0, time.time() - max(seen)) if seen else None


class Watchdog:
    """Counts from its making, on the monotonic clock, so that a moved wall clock ends nothing."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._seen = self._stamp()
        self._since = time.monotonic()

    @staticmethod
    def _stamp() -> int:
        return path().stat().st_mtime_ns if path().exists() else 0

    def barks(self) -> bool:
        """Whether no heartbeat came for longer than `patience` seconds."""
        if (stamp := self._stamp()) != self._seen:
            self._seen, self._since = stamp, time.monotonic()
        return time.monotonic() - self._since > self._patience
