"""A shift: one cluster and one ticker, from their forking until the last of them is gone."""

import logging
import multiprocessing
import os
import signal
from multiprocessing import connection
from multiprocessing.process import BaseProcess

from django.db import connections

from apps.common.cluster import closing, sentinel, ticker
from apps.common.cluster.kin import Roll

logger = logging.getLogger(__name__)

# fork: the processes share what Django has loaded, and a fresh shift stands within milliseconds.
_forking = multiprocessing.get_context("fork")
ORDERLY = 8.0  # seconds that running tasks get to finish; leaves 2 of the 10 that a supervisor waits


class Shift:
    def __init__(self) -> None:
        closing.withdraw()
        # A connection that crosses a fork is used by two: replies get mixed.
        connections.close_all()
        self._roll = Roll()
        self._members: list[BaseProcess] = [
            _forking.Process(target=sentinel.run, name="sentinel"),
            _forking.Process(target=ticker.run, name="ticker"),
        ]
        for member in self._members:
            member.start()
        self._roll.close()

    def broke(self, seconds: float) -> bool:
        """Wait at most `seconds`; whether a member is gone."""
        connection.wait([member.sentinel for member in self._members], timeout=seconds)
        for member in self._members:
            if not member.is_alive():
                logger.warning("Worker: the %s exited with %s", member.name, member.exitcode)
                return True
        return False

    def end(self) -> None:
        """In order: running tasks finish their piece. What is not done within 8 s is killed."""
        closing.ask()
        self._signal(signal.SIGTERM)
        if not self._roll.wait(ORDERLY):
            logger.warning("Worker: a task did not finish within %g s; killing it", ORDERLY)
        self.kill()

    def kill(self) -> None:
        """At once. Returns when nobody is left, so that two shifts never overlap."""
        self._signal(signal.SIGKILL)
        if not self._roll.wait(5.0):
            logger.error("Worker: some process of the last shift cannot be killed")
        for member in self._members:
            member.join(1.0)
        self._roll.forget()

    def _signal(self, number: int) -> None:
        for member in self._members:
            if member.is_alive() and member.pid:
                os.kill(member.pid, number)
