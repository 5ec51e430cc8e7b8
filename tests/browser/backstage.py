"""What the worker does, when a test says so."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from time import monotonic
from typing import Any

from django.db import connections

from apps.campaigns import tasks as campaigns
from apps.imports import tasks as imports
from apps.messaging import tasks as messaging
from apps.reports import tasks as reports

TASKS: tuple[Callable[[], Any], ...] = (
    imports.run,
    campaigns.advance,
    messaging.dispatch,
    messaging.apply_callbacks,
    reports.catch_up,
)


class Backstage:
    """Calls the clock's tasks in a thread of its own: Playwright's event loop runs in the main one."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)

    def work(self) -> None:
        """One look of the clock."""
        self._thread.submit(self._once).result(120)

    def work_until(self, done: Callable[[], bool], seconds: float = 30) -> None:
        """Looks until `done()`, which may look at a page; fails when it never is."""
        end = monotonic() + seconds
        while not done():
            assert monotonic() < end, "It never came to that."
            self.work()

    @contextmanager
    def working(self) -> Iterator[None]:
        """One look that goes on while the block looks at pages."""
        look = self._thread.submit(self._once)
        yield
        look.result(120)

    def close(self) -> None:
        self._thread.submit(connections.close_all).result(10)
        self._thread.shutdown()

    @staticmethod
    def _once() -> None:
        for task in TASKS:
            task()
