"""The keeper: a fresh shift whenever one ends, until it is asked to stop."""

import logging
import multiprocessing
import time

from django.conf import settings

from apps.common.cluster import kin, table
from apps.common.cluster.flag import Flag
from apps.common.cluster.heartbeat import Watchdog
from apps.common.cluster.shift import Shift

logger = logging.getLogger(__name__)

# A shift that lived this long owes nothing; shorter ones in a row wait longer and longer for the next.
LONG_ENOUGH = 10.0
PAUSES = (0.0, 0.2, 0.5, 1.0, 2.0, 5.0)


def keep(stop: Flag) -> None:
    """Work until `stop` is raised. The caller must hold no threads and no open transaction: this forks."""
    multiprocessing.set_start_method("fork", force=True)  # django-q2 takes the default for its queues
    kin.bind_forks()
    table.load()  # a wrong name in the table stops us here, and the tasks are loaded once for all forks
    short_ones = 0
    while not stop.is_set():
        began = time.monotonic()
        _work(Shift(), stop)
        short_ones = short_ones + 1 if time.monotonic() - began < LONG_ENOUGH else 0
        _pause(PAUSES[min(short_ones, len(PAUSES) - 1)], stop)


def _work(shift: Shift, stop: Flag) -> None:
    watchdog = Watchdog(patience())
    while not stop.is_set():
        if shift.broke(0.25):
            return shift.kill()
        if watchdog.barks():
            logger.critical("Worker: no heartbeat for %g s; starting afresh", patience())
            return shift.kill()
    return shift.end()


def patience() -> float:
    """Seconds without a heartbeat that can still be honest: all workers busy until their time-out."""
    return float(settings.Q_CLUSTER["timeout"]) + 60


def _pause(seconds: float, stop: Flag) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not stop.is_set():
        stop.wait(0.05)
