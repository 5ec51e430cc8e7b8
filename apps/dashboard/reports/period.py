"""Which days a report is asked for: the last 7, 30 or 90, or from one day to another."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext_noop as _

from apps.common import clock
from apps.common.sentences import shape
from apps.reports.span import LONGEST, Span

LENGTHS = (7, 30, 90)  # days, today being the last
USUAL = 30
UNREADABLE = _("Give both days, as 2026-11-30.")
BACKWARDS = _("The first day is behind the last one.")
TOO_LONG = shape(_("A report covers %(days)s days at most.")) % {"days": LONGEST}


@dataclass(frozen=True, slots=True)
class Period:
    """`length` is one of LENGTHS, or 0 for days of one's own. `problem`: why what was typed is not shown."""

    span: Span
    length: int
    since: str  # as typed
    until: str
    problem: str = ""

    @property
    def query(self) -> str:
        """For links to the same days of another report."""
        if self.length:
            return f"days={self.length}"
        return urlencode({"from": f"{self.span.first}", "to": f"{self.span.last}"})

    @property
    def has_today(self) -> bool:
        return self.span.first <= _today() <= self.span.last


def read(query: QueryDict) -> Period:
    """?days= or ?from=&to= in the active zone; the last 30 days for nonsense, and the reason with it."""
    since, until = query.get("from", "").strip(), query.get("to", "").strip()
    if not since and not until:
        return _last(_length(query.get("days", "")))
    first, last = _day(since), _day(until)
    problem = _problem(first, last)
    if problem or first is None or last is None:
        return _last(USUAL, since, until, problem)
    return Period(Span(first, last), 0, f"{first}", f"{last}")


def _last(length: int, since: str = "", until: str = "", problem: str = "") -> Period:
    span = Span.until(_today(), length)
    return Period(span, length, since or f"{span.first}", until or f"{span.last}", problem)


def _problem(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return UNREADABLE
    if first > last:
        return BACKWARDS
    return TOO_LONG if Span(first, last).length > LONGEST else ""


def _length(text: str) -> int:
    return int(text) if text in {str(length) for length in LENGTHS} else USUAL


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and 1970 <= day.year <= 9000 else None


def _today() -> date:
    return localdate(clock.now())
