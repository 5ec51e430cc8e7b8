"""Texting hours: open only while the clock stands inside the window in every zone the phone may be in.

All moments are aware datetimes; answers are in UTC. The window opens at `start` and is closed from `end` on,
by the wall clock of each zone, whatever daylight saving does that day. No zone at all: no hour is safe.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

Zones = tuple[str, ...]

# A clock change can close the common hours of far zones for one day, and the date line costs another.
_DAYS_AHEAD = 4
_CACHED = 20_000  # answers kept; a campaign asks for about 30 zone sets a minute


@dataclass(frozen=True, slots=True)
class Window:
    """Local hours in whole minutes; an `end` of 00:00 means midnight. ValueError when it never opens."""

    start: time = time(8)
    end: time = time(21)

    def __post_init__(self) -> None:
        if any(edge.second or edge.microsecond or edge.tzinfo for edge in (self.start, self.end)):
            raise ValueError("A texting window is given in whole minutes of local time.")
        if self.end <= self.start and self.end != time.min:
            raise ValueError("A texting window starts before it ends, on one day.")

    def holds(self, moment: time) -> bool:
        """Whether a wall clock that shows `moment` is inside."""
        return self.start <= moment and (moment < self.end or self.end == time.min)


DEFAULT = Window()


def is_open(zones: Sequence[str], at: datetime, window: Window = DEFAULT) -> bool:
    """Whether every zone's clock is inside the window at this moment. ZoneInfoNotFoundError for no zone."""
    return _is_open(tuple(zones), _minute(at), window)


def next_open(zones: Sequence[str], at: datetime, window: Window = DEFAULT) -> datetime | None:
    """The first moment from `at` on when all zones are inside; None when they never are together."""
    if is_open(zones, at, window):
        return at.astimezone(UTC)
    return _next_open(tuple(zones), _minute(at), window)


def closes_at(zones: Sequence[str], at: datetime, window: Window = DEFAULT) -> datetime | None:
    """The moment the opening around `at` ends; None when it is closed then, or never closes."""
    return _closes_at(tuple(zones), _minute(at), window) if is_open(zones, at, window) else None


def _minute(at: datetime) -> int:
    """Minutes since 1970. Windows and UTC offsets are whole minutes: a minute is all open or all closed."""
    if at.tzinfo is None:
        raise ValueError("Texting hours are asked for an aware moment.")
    return int(at.timestamp() // 60)


def _moment(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)


@lru_cache(maxsize=_CACHED)
def _is_open(zones: Zones, minute: int, window: Window) -> bool:
    return _all_inside(zones, _moment(minute), window)


def _all_inside(zones: Zones, at: datetime, window: Window) -> bool:
    return bool(zones) and all(window.holds(at.astimezone(ZoneInfo(zone)).time()) for zone in zones)


@lru_cache(maxsize=_CACHED)
def _next_open(zones: Zones, minute: int, window: Window) -> datetime | None:
    return _first_edge(zones, minute, window, lambda edge: _all_inside(zones, edge, window))


@lru_cache(maxsize=_CACHED)
def _closes_at(zones: Zones, minute: int, window: Window) -> datetime | None:
    return _first_edge(zones, minute, window, lambda edge: not _all_inside(zones, edge, window))


def _first_edge(
    zones: Zones, minute: int, window: Window, wanted: Callable[[datetime], bool]
) -> datetime | None:
    at = _moment(minute)
    edges = sorted({edge for zone in zones for edge in _edges(ZoneInfo(zone), at, window)})
    return next((edge for edge in edges if edge > at and wanted(edge)), None)


def _edges(zone: tzinfo, at: datetime, window: Window) -> Iterator[datetime]:
    """Every moment at which this zone's clock may enter or leave the window in the days around `at`."""
    today = at.astimezone(zone).date()
    for ahead in range(-1, _DAYS_AHEAD + 1):
        yield from _edges_of_day(zone, today + timedelta(days=ahead), window)


def _edges_of_day(zone: tzinfo, day: date, window: Window) -> Iterator[datetime]:
    """Both readings of each edge (a clock set back shows it twice), and the clock change itself, if any."""
    for edge in (window.start, window.end):
        for fold in (0, 1):
            yield datetime.combine(day, edge, zone).replace(fold=fold).astimezone(UTC)
    midnight, next_midnight = (
        datetime.combine(when, time.min, zone).astimezone(UTC) for when in (day, day + timedelta(days=1))
    )
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
