"""django-q2's sentinel without its repairs: it ends the whole cluster where the original patches it up.

A worker that is killed while idle dies holding the queue's lock, and every later worker waits for it for
ever; a killed monitor makes finished tasks run again; a terminated worker can leave a queue locked. Fresh
queues are the only sure cure, and forking fresh ones takes milliseconds. Leans on django-q2 1.11.1."""

import logging
import os
import signal
import time
import uuid
from collections.abc import Iterator
from multiprocessing import connection
from multiprocessing.process import BaseProcess
from typing import Any

from django_q.cluster import Sentinel

from apps.common.cluster import queue
from apps.common.cluster.flag import Flag

logger = logging.getLogger(__name__)

CYCLE = 0.5  # seconds between two counts of the time-outs; a death is noticed at once
RECYCLED = -2  # what a worker leaves in its timer when it ends by itself to free memory
EXIT_BROKEN = 70


class GuardedSentinel(Sentinel):  # type: ignore[misc]
    """Runs in a process of its own: start() returns after an orderly stop, or the process exits with 70."""

    def guard(self) -> None:
        self.start_event.set()
        counted = time.monotonic()
        while not self.stop_event.is_set():
            connection.wait([process.sentinel for process in self._family()], timeout=CYCLE)
            for process in [process for process in self._family() if not process.is_alive()]:
                self._replace_or_end(process)
            counted = self._count_down(counted)
        self.stop()

    def _family(self) -> Iterator[Any]:
        yield from (*self.pool, self.monitor, self.pusher)

    def _replace_or_end(self, process: Any) -> None:
        if process in self.pool and process.exitcode == 0 and process.timer.get_obj().value == RECYCLED:
            self.reincarnate(process)
        elif not self.stop_event.is_set():
            self._end(f"the {self._role(process)} exited with {process.exitcode}")

    def _role(self, process: BaseProcess) -> str:
        return {self.monitor: "monitor", self.pusher: "pusher"}.get(process, "worker")

    def _count_down(self, since: float) -> float:
        """Take the time that passed off every busy worker's timer; end the cluster where one runs out."""
        now = time.monotonic()
        for process in self.pool:
            lock = process.timer.get_lock()
            if not lock.acquire(timeout=5):
                self._end("a worker died holding its timer")
            timer = process.timer.get_obj()
            if timer.value > 0:
                timer.value = max(0.0, timer.value - (now - since))
            ran_out = timer.value == 0
            lock.release()
            if ran_out:
                self._end("a task ran into its time-out")
        return now

    def _end(self, why: str) -> None:
        """Leave at once: the kernel kills the children, and no lock that one of them holds can hold us up."""
        logger.critical("Worker: %s; starting afresh", why)
        logging.shutdown()
        os._exit(EXIT_BROKEN)


def run() -> None:
    """The sentinel process, until SIGTERM."""
    stop, started = Flag(), Flag()
    sentinel = GuardedSentinel(stop, started, uuid.uuid4(), queue.broker(), start=False)
    # Its constructor sets SIGTERM to the default; the stop has to be an orderly one.
    signal.signal(signal.SIGTERM, stop.on_signal)
    sentinel.start()
