"""Turnstiles: a limit, and what it has let through so far. Times are seconds since 1970; no database here."""

import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

# US carriers count by the minute and by the day; a slower turnstile has windows that let ten through.
MINUTE, AT_LEAST = 60, 10
# T-Mobile's day, for all.
DAY_ZONE = ZoneInfo("America/Los_Angeles")


class Turnstile:
    """So many a second, evenly within windows of a minute or more."""

    def __init__(self, subject: str, per_second: float, *, counts_parts: bool) -> None:
        self.subject, self.per_second, self.counts_parts = subject, per_second, counts_parts
        self.width = max(MINUTE, math.ceil(AT_LEAST / per_second))
        self.capacity = per_second * self.width
        self.used: dict[int, int] = {}
        self._known: dict[int, int] = {}
        self._free: dict[int, int] = {}  # window asked for → first window behind it that may have room

    def know(self, used: Mapping[int, int], now: float) -> None:
        """What it let through before. The part of the running window that is over lets nobody through."""
        self._known, self.used = dict(used), dict(used)
        running = self.window(now)
        over = int((now - running) * self.per_second)
        if over > self.used.get(running, 0):
            self.used[running] = over

    def take(self, at: float, parts: int) -> float:
        """When a text that may leave at `at` gets through; its place is taken."""
        size = parts if self.counts_parts else 1
        asked = self.window(at)
        window = self._free.get(asked, asked)
        while (used := self.used.get(window, 0)) and used + size > self.capacity:
            window = self.following(window)
        self._free[asked] = window
        self.used[window] = used + size
        return max(at, window + self.wait(used))

    def give_back(self, at: float, parts: int) -> None:
        """A place that was taken and is not needed."""
        window = self.window(at)
        self.used[window] = self.used.get(window, 0) - (parts if self.counts_parts else 1)
        self._free.clear()

    def count(self, at: float, parts: int) -> None:
        """Let through at once what does not queue, and count it."""
        window = self.window(at)
        self.used[window] = self.used.get(window, 0) + (parts if self.counts_parts else 1)

    def news(self) -> dict[int, int]:
        """Window → what was let through since know()."""
        more = {window: used - self._known.get(window, 0) for window, used in self.used.items()}
        return {window: count for window, count in more.items() if count}

    def window(self, at: float) -> int:
        return int(at // self.width) * self.width

    def following(self, window: int) -> int:
        return window + self.width

    def wait(self, used: int) -> float:
        """Seconds from a window's start to the place behind `used` others."""
        return used / self.per_second


class DailyTurnstile(Turnstile):
    """So many parts a day; what is too much waits for the next midnight in Los Angeles."""

    def __init__(self, subject: str, per_day: int) -> None:
        super().__init__(subject, per_day / 86_400, counts_parts=True)
        self.capacity = per_day

    def know(self, used: Mapping[int, int], now: float) -> None:
        self._known, self.used = dict(used), dict(used)

    def window(self, at: float) -> int:
        return int(_midnight(datetime.fromtimestamp(at, DAY_ZONE)).timestamp())

    def following(self, window: int) -> int:
        # 36 hours on is the next day, whether that day has 23, 24 or 25.
        return self.window(window + 36 * 3_600)

    def wait(self, used: int) -> float:
        return 0.0


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


OLDEST = timedelta(hours=26)  # windows that began earlier are over, a long day included
