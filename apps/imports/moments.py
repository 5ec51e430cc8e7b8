"""When somebody opted in, as files write it."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from apps.common import clock

_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
_YEAR_FIRST = ("%Y/%m/%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y")
_MONTH_FIRST = ("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%d.%m.%Y")
_DAY_FIRST = ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%d.%m.%y")
_EARLIEST = date(1990, 1, 1)
_SLACK = timedelta(days=1)


def parse(cell: str, zone: tzinfo, region: str, now: datetime | None = None) -> datetime | None:
    """An aware moment, in UTC; None when it cannot be one (unreadable, before 1990, or still to come).

    A time without an offset is the workspace's. 03/04/2026 is March 4 in the US, April 3 elsewhere.
    """
    aware = _aware(cell, zone, region == "US")
    if aware is None or aware > (now or clock.now()) + _SLACK:
        return None
    return aware


@lru_cache(maxsize=10_000)
def _aware(cell: str, zone: tzinfo, month_first: bool) -> datetime | None:
    found = _read(cell.strip(), month_first)
    if found is None or found.date() < _EARLIEST:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=zone).astimezone(UTC)


def _read(text: str, month_first: bool) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return _by_format(text, month_first)


def _by_format(text: str, month_first: bool) -> datetime | None:
    if not 8 <= len(text) <= 40 or not any(c.isdigit() for c in text):
        return None
    for day in (*_YEAR_FIRST, *(_MONTH_FIRST if month_first else _DAY_FIRST)):
        for hour in _CLOCKS:
            try:
                return datetime.strptime(text, day + hour)  # noqa: DTZ007 - the zone is the caller's
            except ValueError:
                continue
    return None
