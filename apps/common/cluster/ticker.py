"""The ticker: asks each beat whether there is work, and enqueues at most one wake-up that waits."""

import logging
import signal
import time
from collections.abc import Callable, Sequence

from django.db import connections
from django_q.tasks import async_task

from apps.common import alone
from apps.common.cluster import queue
from apps.common.cluster.flag import Flag
from apps.common.cluster.table import Beat, load

logger = logging.getLogger(__name__)

# A wake-up that nobody picked up by then was lost (a Redis restart, a pusher killed): send another.
LOST_AFTER = 5.0
# Seconds until a question that raised is asked again: a dead database must fill no disk with logs.
PAUSE_AFTER_ERROR = 2.0


class Hand:
    """One beat on the dial. Times are time.monotonic() seconds."""

    def __init__(self, beat: Beat) -> None:
        self.beat = beat
        self.next_look = 0.0
        self._sent_at: float | None = None
        self._runs_then = 0

    def look(self, now: float, wake: Callable[[str], object]) -> None:
        """Enqueue the task with `wake` if there is work, nobody is at it, and no wake-up is on its way."""
        self.next_look = now + self.beat.every
        if alone.is_running(self.beat.lock) or self._is_on_its_way(now) or not self.beat.is_due():
            return
        self._runs_then = alone.last_start(self.beat.lock)
        wake(self.beat.task)
        self._sent_at = now

    def _is_on_its_way(self, now: float) -> bool:
        if self._sent_at is None:
            return False
        if alone.last_start(self.beat.lock) != self._runs_then:
            self._sent_at = None
            return False
        return now - self._sent_at < LOST_AFTER


class Dial:
    """All hands; one turn looks wherever it is time to."""

    def __init__(self, beats: Sequence[Beat], wake: Callable[[str], object]) -> None:
        self._hands = [Hand(beat) for beat in beats]
        self._wake = wake

    def turn(self, now: float) -> float:
        """Look, then say how many seconds to sleep."""
        for hand in self._hands:
            if hand.next_look <= now:
                self._look(hand, now)
        return max(0.0, min(hand.next_look for hand in self._hands) - time.monotonic())

    def _look(self, hand: Hand, now: float) -> None:
        try:
            hand.look(now, self._wake)
        except Exception:
            # One question that fails (its table gone, the database away) must not stop the other hands.
            logger.exception("Could not ask whether %s has work", hand.beat.task)
            connections.close_all()
            hand.next_look = now + PAUSE_AFTER_ERROR


def run() -> None:
    """The ticker process, until SIGTERM."""
    stop = Flag()
    signal.signal(signal.SIGTERM, stop.on_signal)
    broker = queue.broker()
    dial = Dial(load(), lambda task: async_task(task, broker=broker))
    while not stop.is_set():
        stop.wait(min(dial.turn(time.monotonic()), 0.5))
