"""Dated rules of texting: hours, days and frequency, by place.

What is shipped (`data/texting_rules.csv`) is versioned by RULESET and by the dates of each row; an
installation adds rows of its own (`TextingRule`), which can only tighten: all rules of a place hold at once.
Not legal advice; where sources conflict the file keeps the stricter reading.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, time
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from django.db import connection

from apps.common.weeks import Week, Window, window
from apps.compliance.holidays import is_holiday
from apps.compliance.places import Place
from apps.compliance.rule_models import TextingRule

SOURCE = Path(__file__).parent / "data" / "texting_rules.csv"
# The version of that file and of holidays.csv; a test holds their content to it.
RULESET = "2026.2"
ANYWHERE = "*"
ALL_DAY = Window(time.min, time.min)


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `texts` commercial texts to one number within `hours`."""

    texts: int
    hours: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: in force from `since` up to and including `until` (None: always). Hashable."""

    place: str
    since: date | None
    until: date | None
    week: Week
    rests: bool  # closed on the place's holidays
    cap: Cap | None
    law: str
    own: int = 0  # the key of an installation's own row

    @property
    def name(self) -> str:
        """How decisions name it: "US-FL@2021-07-01", "US", "US-LA#3" for an own row."""
        if self.own:
            return f"{self.place}#{self.own}"
        return f"{self.place}@{self.since}" if self.since else self.place

    def covers(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def on(self, day: date) -> Window | None:
        """Its hours on a local day; None: closed. On a day outside its dates it asks for nothing."""
        if not self.covers(day):
            return ALL_DAY
        return None if self.rests and is_holiday(self.place, day) else self.week.on(day)


class Book:
    """The rules of one version, shipped and own. Answers are kept: a book never changes."""

    def __init__(self, version: str, rules: Iterable[Rule]) -> None:
        self.version = version
        self.rules = tuple(rules)
        self._found: dict[tuple[str, ...], tuple[Rule, ...]] = {}

    def of(self, place: Place) -> tuple[Rule, ...]:
        """The rules of a place, whenever they are in force: each knows its days."""
        if place.rules not in self._found:
            self._found[place.rules] = tuple(self._written_for(place.rules))
        return self._found[place.rules]

    @cached_property
    def capped(self) -> frozenset[str]:
        """Places with a frequency limit, whenever."""
        return frozenset(rule.place for rule in self.rules if rule.cap)

    def _written_for(self, names: tuple[str, ...]) -> Iterator[Rule]:
        known = {rule.place for rule in self.rules if not rule.own}
        wanted = names if names[0] in known else (ANYWHERE, *names)
        return (rule for rule in self.rules if rule.place in wanted)


_open: ContextVar[Book | None] = ContextVar("the open book", default=None)


@contextmanager
def one_book() -> Iterator[None]:
    """Within this block the book is looked up once: all gates judge a batch by the same rules."""
    token = _open.set(_open.get() or book())
    try:
        yield
    finally:
        _open.reset(token)


@contextmanager
def reading(other: Book) -> Iterator[None]:
    """Within this block every gate reads this book: rules that are only being tried."""
    token = _open.set(other)
    try:
        yield
    finally:
        _open.reset(token)


def book() -> Book:
    """The book as it stands. One small query: an own rule counts from the next batch on, in every process."""
    if opened := _open.get():
        return opened
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(id), MAX(changed_at) FROM compliance_textingrule")
        newest, last = cursor.fetchone()
    return _book(newest or 0, str(last))


_last_book: dict[tuple[int, str], Book] = {}


def _book(newest: int, last: str) -> Book:
    key = (newest, last)
    if key not in _last_book:
        made = Book(RULESET, shipped())
        if newest:
            made = Book(f"{RULESET}+{newest}", (*shipped(), *map(own, TextingRule.objects.all())))
        _last_book.clear()
        _last_book[key] = made
    return _last_book[key]


@cache
def shipped() -> tuple[Rule, ...]:
    """The rules of the file."""
    return tuple(read(row) for row in rows())


def rows() -> list[dict[str, str]]:
    """The file as it is written, for people who want to see the sources."""
    with SOURCE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def own(row: TextingRule) -> Rule:
    """An installation's own row as a rule."""
    written = {name: getattr(row, name) for name in ("place", "mon_fri", "sat", "sun", "law")}
    cap = {"cap": str(row.cap or ""), "cap_hours": str(row.cap_hours or "")}
    dates = {"since": row.since.isoformat() if row.since else "", "until": str(row.until or "")}
    return read({**written, **cap, **dates, "holidays": "none" if row.rests else ""}, row.pk)


def read(row: Mapping[str, Any], own_key: int = 0) -> Rule:
    """A written row. ValueError for hours or dates that cannot be read."""
    weekdays = window(row["mon_fri"])
    return Rule(
        place=row["place"],
        since=date.fromisoformat(row["since"]) if row["since"] else None,
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        week=Week((*[weekdays] * 5, window(row["sat"]), window(row["sun"]))),
        rests=row["holidays"] == "none",
        cap=Cap(int(row["cap"]), int(row["cap_hours"])) if row["cap"] else None,
        law=row["law"],
        own=own_key,
    )


def version_in_use() -> str:
    """The version of the rules that this process judged by last; asks nothing of the database."""
    return next(iter(_last_book.values())).version if _last_book else RULESET
