"""When a wait ends and when a window opens, where the recipient is. All moments are aware; answers are UTC.

A phone may be in several zones. Waits go by the westernmost: nine o'clock there is nine or later in all of
them. A window must be open in all of them at once; where it never is (a toll-free number and a morning of
three hours), the westernmost decides. The law's hours are asked by messaging's gates in any case.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from apps.common import phones
from apps.sequences.rules import Window
from apps.sequences.steps import Wait, WaitDate, WaitFor, WaitUntil

ELAPSED = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1)}
CALENDAR = {"days": timedelta(days=1), "weeks": timedelta(weeks=1)}
# A week for the weekdays, and one more for zones that share no hour on the first fitting day.
_LOOKED_AT = 15
# "Soon" for a yearly date: the anniversary of this year, of the next, and one more for the 29th of February.
_YEARS = 5


def zone_of(phone: str, at: datetime, otherwise: str) -> ZoneInfo:
    """The westernmost zone this phone may be in; `otherwise` (the workspace's) when nothing is known."""
    zones = phones.zones_of(phone) or (otherwise,)
    return min(map(ZoneInfo, zones), key=lambda zone: at.astimezone(zone).utcoffset() or timedelta())


def end_of(wait: Wait, since: datetime, zone: ZoneInfo, attributes: Mapping[str, Any]) -> datetime | None:
    """When somebody who came to this wait at `since` goes on; None: never (no date, or one that is past)."""
    if isinstance(wait, WaitFor):
        return _duration(wait, since, zone)
    if isinstance(wait, WaitUntil):
        return _weekday(wait, since, zone)
    assert isinstance(wait, WaitDate)
    return _date(wait, since, zone, attributes)


def _duration(wait: WaitFor, since: datetime, zone: ZoneInfo) -> datetime:
    if wait.unit in ELAPSED:
        return since + wait.amount * ELAPSED[wait.unit]
    local = since.astimezone(zone).replace(tzinfo=None) + wait.amount * CALENDAR[wait.unit]
    return local.replace(tzinfo=zone).astimezone(UTC)


def _weekday(wait: WaitUntil, since: datetime, zone: ZoneInfo) -> datetime:
    """Strictly after `since`: whoever got a text at nine and waits until nine waits a day."""
    today = since.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(_LOOKED_AT))
    fitting = (_at(day, wait.at, zone) for day in days if not wait.weekdays or day.weekday() in wait.weekdays)
    return next(moment for moment in fitting if moment > since)


def _at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """A wall clock's moment; an hour that daylight saving leaves out is read as an hour later."""
    return datetime.combine(day, hour, zone).astimezone(UTC)


def _date(wait: WaitDate, since: datetime, zone: ZoneInfo, attributes: Mapping[str, Any]) -> datetime | None:
    day = read_date(attributes.get(wait.attribute))
    if day is None:
        return None
    years = range(since.year - 1, since.year + _YEARS) if wait.yearly else (day.year,)
    for year in years:
        moment = _moved(_in_year(day, year), wait.offset)
        if moment and (at := _at(moment, wait.at, zone)) > since:
            return at
    return None


def _in_year(day: date, year: int) -> date:
    """The 29th of February is kept on the 28th in other years."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _moved(day: date, by: int) -> date | None:
    moved = day.toordinal() + by
    # The first and last days of the calendar cannot be told in every zone.
    return date.fromordinal(moved) if 366 < moved < date.max.toordinal() - 366 else None


def read_date(value: Any) -> date | None:
    """2026-11-30, with or without a time behind it; None for anything else (11/12 may mean two days)."""
    text = str(value or "").strip()
    try:
        return date.fromisoformat(text[:10]) if text[4:5] == "-" else None
    except ValueError:
        return None


@lru_cache(maxsize=10_000)
def opens(window: Window, phone_zones: tuple[str, ...], at: datetime) -> datetime:
    """The first moment from `at` on that is inside the window at every place; `at` itself when it is open."""
    zones = tuple(map(ZoneInfo, phone_zones))
    return _opening(window, zones, at) or _opening(window, (_westernmost(zones, at),), at) or at


def _westernmost(zones: tuple[ZoneInfo, ...], at: datetime) -> ZoneInfo:
    return min(zones, key=lambda zone: at.astimezone(zone).utcoffset() or timedelta())


def _opening(window: Window, zones: tuple[ZoneInfo, ...], at: datetime) -> datetime | None:
    today = at.date()
    for ahead in range(-1, _LOOKED_AT):
        day = today + timedelta(days=ahead)
        if window.weekdays and day.weekday() not in window.weekdays:
            continue
        last = day + timedelta(days=1) if window.end == time.min else day
        start = max(_at(day, window.start, zone) for zone in zones)
        end = min(_at(last, window.end, zone) for zone in zones)
        if start < end and at < end:
            return max(at, start)
    return None
