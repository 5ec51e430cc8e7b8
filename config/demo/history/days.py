"""The calendar of the history, and the agenda: what happens when, in the order of time."""

import heapq
import itertools
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

DAYS = 90
Deed = Callable[[], object]


class Agenda:
    """Deeds by their moment; one may enter others for later."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._heap: list[tuple[datetime, int, Deed]] = []
        self._number = itertools.count()

    def ago(self, days: float, hour: int = 19, minute: int = 4) -> datetime:
        """That many days before today, at an hour (UTC). 19:04 is daytime from Hawaii to Boston."""
        day = self.now - timedelta(days=days)
        return day.replace(hour=hour, minute=minute, second=11, microsecond=0)

    def enter(self, at: datetime, deed: Deed) -> None:
        """Do it then; what would be later than now is never done."""
        if at < self.now:
            heapq.heappush(self._heap, (at, next(self._number), deed))

    def pages(self) -> Iterator[tuple[datetime, Deed]]:
        """One after the other, and what they enter meanwhile in its place."""
        while self._heap:
            at, _, deed = heapq.heappop(self._heap)
            yield at, deed
