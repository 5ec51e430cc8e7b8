"""Clock work of reports."""

import time
from collections.abc import Callable, Iterable
from datetime import date

from apps.common.alone import alone
from apps.common.cluster import closing
from apps.reports import counting
from apps.reports.books import Book, books

SLICE_SECONDS = 20.0


@alone("reports.catch_up")
def catch_up() -> None:
    """Count what was written down in the last minutes."""
    _count(counting.lately)


@alone("reports.look_back")
def look_back() -> None:
    """Count again what is young: receipts, refunds and replies that came late."""
    _count(counting.still_open)


def _count(which: Callable[[Book], Iterable[date]]) -> None:
    """For 20 s at most; the next turn goes on from the bookmarks."""
    deadline = time.monotonic() + SLICE_SECONDS
    for book in books():
        for cohort in which(book):
            if time.monotonic() > deadline or closing.asked():
                return
            counting.count(book, cohort)
