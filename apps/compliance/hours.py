"""Texting hours: open only while the clock stands inside its hours in every zone the phone may be in.

All moments are aware datetimes; answers are in UTC. A window opens at its start and is closed from its end
on, by the wall clock of each zone, whatever daylight saving does that day. No zone at all: no hour is safe.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from apps.common.weeks import Window

__all__ = ["Clocks", "Hours", "Window", "clocks", "closes_at", "closing", "is_open", "next_open", "opening"]


class Hours(Protocol):
    """Hours by the wall clock of one place; hashable, so that answers can be kept."""

    def on(self, day: date) -> Window | None:
        """The window of that day; None: closed."""


Clocks = tuple[tuple[str, Hours], ...]  # (zone, hours) pairs, all of which must be inside

# Two holidays beside a weekend close four days; far zones and the date line cost one more each.
_DAYS_AHEAD = 9
_CACHED = 20_000  # answers kept; a campaign asks for about 60 sets of clocks a minute
DEFAULT = Window()


def clocks(zones: Sequence[str], *hours: Hours) -> Clocks:
    """Every one of these hours at every one of these places."""
    return tuple((zone, one) for zone in zones for one in hours)


def is_open(zones: Sequence[str], at: datetime, hours: Hours = DEFAULT) -> bool:
    """Whether every zone's clock is inside the hours at this moment. ZoneInfoNotFoundError for no zone."""
    return all_inside(clocks(zones, hours), at)


def next_open(zones: Sequence[str], at: datetime, hours: Hours = DEFAULT) -> datetime | None:
    """The first moment from `at` on when all zones are inside; None when they never are together."""
    return opening(clocks(zones, hours), at)


def closes_at(zones: Sequence[str], at: datetime, hours: Hours = DEFAULT) -> datetime | None:
    """The moment the opening around `at` ends; None when it is closed then, or never closes."""
    return closing(clocks(zones, hours), at)


def all_inside(of: Clocks, at: datetime) -> bool:
    """Whether all of these clocks are inside their hours at this moment."""
    return _is_open(of, minute_of(at))


def opening(of: Clocks, at: datetime) -> datetime | None:
    """The first moment from `at` on when all are inside; None within nine days."""
    minute = minute_of(at)
    return at.astimezone(UTC) if _is_open(of, minute) else _next_open(of, minute)


def closing(of: Clocks, at: datetime) -> datetime | None:
    """When the first of them leaves its hours; None when one is outside already, or never leaves."""
    minute = minute_of(at)
    return _closes_at(of, minute) if _is_open(of, minute) else None


def minute_of(at: datetime) -> int:
    """Minutes since 1970. Windows and UTC offsets are whole minutes: a minute is all open or all closed."""
    if at.tzinfo is None:
        raise ValueError("Texting hours are asked for an aware moment.")
    return int(at.timestamp() // 60)


def moment(minute: int) -> datetime:
    """The start of a minute since 1970."""
    return datetime.fromtimestamp(minute * 60, UTC)


@lru_cache(maxsize=_CACHED)
def _is_open(of: Clocks, minute: int) -> bool:
    return _inside(of, moment(minute))


def _inside(of: Clocks, at: datetime) -> bool:
    return bool(of) and all(_one_inside(zone, hours, at) for zone, hours in of)


def _one_inside(zone: str, hours: Hours, at: datetime) -> bool:
    wall = at.astimezone(ZoneInfo(zone))
    window = hours.on(wall.date())
    return window is not None and window.holds(wall.time())


@lru_cache(maxsize=_CACHED)
def _next_open(of: Clocks, minute: int) -> datetime | None:
    return _first_edge(of, minute, lambda edge: _inside(of, edge))


@lru_cache(maxsize=_CACHED)
def _closes_at(of: Clocks, minute: int) -> datetime | None:
    return _first_edge(of, minute, lambda edge: not _inside(of, edge))


def _first_edge(of: Clocks, minute: int, wanted: Callable[[datetime], bool]) -> datetime | None:
    at = moment(minute)
    edges = sorted({edge for zone, hours in of for edge in _edges(ZoneInfo(zone), at, hours)})
    return next((edge for edge in edges if edge > at and wanted(edge)), None)


def _edges(zone: tzinfo, at: datetime, hours: Hours) -> Iterator[datetime]:
    """Every moment at which this zone's clock may enter or leave its hours in the days around `at`."""
    today = at.astimezone(zone).date()
    for ahead in range(-1, _DAYS_AHEAD + 1):
        yield from _edges_of_day(zone, today + timedelta(days=ahead), hours)


def _edges_of_day(zone: tzinfo, day: date, hours: Hours) -> Iterator[datetime]:
    """Both readings of each edge (a clock set back shows it twice), midnight, and the clock change."""
    window = hours.on(day)
    for edge in (window.start, window.end) if window else ():
        for fold in (0, 1):
            yield datetime.combine(day, edge, zone).replace(fold=fold).astimezone(UTC)
    midnight, next_midnight = (
        datetime.combine(when, time.min, zone).astimezone(UTC) for when in (day, day + timedelta(days=1))
    )
    yield midnight
    if _offset(zone, midnight) != _offset(zone, next_midnight):
        yield _clock_change(zone, midnight, next_midnight)


def _offset(zone: tzinfo, at: datetime) -> timedelta | None:
    return at.astimezone(zone).utcoffset()


def _clock_change(zone: tzinfo, before: datetime, after: datetime) -> datetime:
    """The first minute with the new offset: found by halving, eleven steps for a day."""
    while after - before > timedelta(minutes=1):
        middle = before + timedelta(minutes=(after - before) // timedelta(minutes=2))
        if _offset(zone, middle) == _offset(zone, before):
            before = middle
        else:
            after = middle
    return after
