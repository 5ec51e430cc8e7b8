"""Legal holidays of places whose rules close on them, from `data/holidays.csv`.

`day` is a date ("12-25"), a weekday of a month ("3 mon 01", "last mon 05"), or days from Easter or
Thanksgiving ("easter-2"). `observed`: "us" closes the Friday before a Saturday and the Monday after a Sunday,
"za" the Monday after a Sunday; the day itself stays closed too, which is the safest reading.
Sources: 5 U.S.C. 6103; the states' codes as the compliance calendars of dnc.com and ClickPoint list them;
South Africa's Public Holidays Act 36 of 1994.
"""

import csv
import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from apps.common.weeks import DAYS

SOURCE = Path(__file__).parent / "data" / "holidays.csv"
SATURDAY, SUNDAY = 5, 6
_NTH = re.compile(r"(\d|last) (\w{3}) (\d\d)")
_FROM = re.compile(r"(easter|thanksgiving)([+-]\d+)")


def is_holiday(place: str, day: date) -> bool:
    """Whether this place ("US-AL", "ZA") rests on that day; a state rests on the nation's days too."""
    return day in _closed(place, day.year)


@lru_cache(maxsize=1_000)
def _closed(place: str, year: int) -> frozenset[date]:
    return frozenset(day for written, observed in _rows(place) for day in _days(written, observed, year))


@cache
def _table() -> tuple[dict[str, str], ...]:
    with SOURCE.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def _rows(place: str) -> Iterator[tuple[str, str]]:
    """What is written for the place and for its nation."""
    return (
        (row["day"], row["observed"]) for row in _table() if row["place"] in (place, place.partition("-")[0])
    )


def _days(written: str, observed: str, year: int) -> Iterator[date]:
    """The day itself and its observance; New Year of the next year may be observed in this one."""
    for one in (_day(written, year), _day(written, year + 1)):
        yield one
        if one.weekday() == SUNDAY and observed:
            yield one + timedelta(days=1)
        if one.weekday() == SATURDAY and observed == "us":
            yield one - timedelta(days=1)


def _day(written: str, year: int) -> date:
    if found := _NTH.fullmatch(written):
        return nth(found[1], DAYS.index(found[2]), int(found[3]), year)
    if found := _FROM.fullmatch(written):
        start = easter(year) if found[1] == "easter" else nth("4", DAYS.index("thu"), 11, year)
        return start + timedelta(days=int(found[2]))
    return date.fromisoformat(f"{year}-{written}")


def nth(which: str, weekday: int, month: int, year: int) -> date:
    """The first ("1") … or "last" such weekday of a month; Monday is 0."""
    if which == "last":
        end = date(year, month, monthrange(year, month)[1])
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (int(which) - 1))


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian computus."""
    century, golden = year // 100, year % 19
    skipped = century - century // 4 - (8 * century + 13) // 25
    epact = (19 * golden + skipped + 15) % 30
    epact -= epact // 28 * (1 - epact // 28 * (29 // (epact + 1)) * ((21 - golden) // 11))
    shift = epact - (year + year // 4 + epact + 2 - century + century // 4) % 7
    month = 3 + (shift + 40) // 44
    return date(year, month, shift + 28 - 31 * (month // 4))
