"""Questions of the reports. Each reads the sums of one workspace and some hundred days by one index range."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, QuerySet
from django.db.models import Sum as Total
from django.db.models.functions import Coalesce

from apps.accounts.models import Workspace
from apps.reports.models import AnswerDay, Bookmark, PeopleDay, Sum, TextDay
from apps.reports.span import Span

FIGURES = (
    "received",
    "sent",
    "delivered",
    "undelivered",
    "failed",
    "waiting",
    "answered",
    "credits",
    "returned",
)
Figures = Mapping[str, int]
NOTHING: Figures = dict.fromkeys(FIGURES, 0)


def _within(lines: type[Sum], workspace: Workspace, span: Span) -> QuerySet[Any]:
    return lines.objects.of(workspace).filter(day__gte=span.first, day__lte=span.last).order_by()


def _totals(names: Sequence[str]) -> dict[str, Any]:
    return {f"all_{name}": Coalesce(Total(name), 0) for name in names}


def _named(row: dict[str, Any]) -> dict[str, int]:
    return {name.removeprefix("all_"): value for name, value in row.items() if name.startswith("all_")}


def texts_by_day(workspace: Workspace, span: Span) -> dict[date, Figures]:
    """Days without a text are not there."""
    rows = _within(TextDay, workspace, span).values("day").annotate(**_totals(FIGURES))
    return {row["day"]: _named(row) for row in rows}


def texts(workspace: Workspace, span: Span) -> Figures:
    """Of all days together."""
    return _named(_within(TextDay, workspace, span).aggregate(**_totals(FIGURES)))


def texts_by(workspace: Workspace, span: Span, column: str) -> dict[Any, Figures]:
    """By `sender_id` or by `origin`; only what was texted or asked for, not what came in."""
    rows = _within(TextDay, workspace, span).values(column).annotate(**_totals(FIGURES))
    found = {row[column]: _named(row) for row in rows}
    return {key: row for key, row in found.items() if row["sent"] or row["failed"] or row["waiting"]}


def texts_of(workspace: Workspace, origins: Sequence[str], since: date) -> dict[str, Figures]:
    """Of these origins alone, from that day on."""
    rows = TextDay.objects.of(workspace).filter(day__gte=since, origin__in=origins).order_by()
    found: Any = rows.values("origin").annotate(**_totals(FIGURES))
    return {row["origin"]: _named(row) for row in found}


def errors(workspace: Workspace, span: Span) -> list[tuple[str, str, int]]:
    """(code, what the carrier or a gate said, texts), the most first."""
    rows = _within(TextDay, workspace, span).filter(failed__gt=0).values("error_code")
    found = rows.annotate(said=Max("error_text"), texts=Total("failed")).order_by("-texts", "error_code")
    return [(row["error_code"], row["said"], row["texts"]) for row in found]


def people_by_day(workspace: Workspace, span: Span, what: str) -> dict[date, int]:
    """Contacts that came, or numbers that left."""
    rows = _within(PeopleDay, workspace, span).filter(what=what).values_list("day")
    return dict(rows.annotate(all=Total("people")))


def people_by_source(workspace: Workspace, span: Span, what: str) -> dict[str, int]:
    """The most first."""
    rows = _within(PeopleDay, workspace, span).filter(what=what).values_list("source")
    return dict(rows.annotate(all=Total("people")).order_by("-all", "source"))


def people(workspace: Workspace, span: Span, what: str) -> int:
    rows = _within(PeopleDay, workspace, span).filter(what=what)
    return rows.aggregate(all=Total("people"))["all"] or 0


def waits(workspace: Workspace, span: Span) -> dict[str, dict[int, int]]:
    """Member → seconds waited → answers."""
    rows = _within(AnswerDay, workspace, span).values_list("member", "seconds")
    found: dict[str, dict[int, int]] = {}
    for member, seconds, number in rows.annotate(all=Total("answers")):
        found.setdefault(member, {})[seconds] = number
    return found


def answers_by_day(workspace: Workspace, span: Span) -> dict[date, int]:
    rows = _within(AnswerDay, workspace, span).values_list("day")
    return dict(rows.annotate(all=Total("answers")))


def median(counted: Mapping[int, int]) -> int | None:
    """The value in the middle (the lower of two) of values that come so often; None of nothing."""
    middle, seen = (sum(counted.values()) + 1) // 2, 0
    for value in sorted(counted):
        seen += counted[value]
        if seen >= middle:
            return value
    return None


def of_all(first: date, last: date) -> Figures:
    """Of all live workspaces together, each with its own days. Texts are good for 72 hours: what left on a
    day was written down in the four before it, so that the index of cohorts finds the lines.
    """
    lines = TextDay.everywhere.filter(workspace__live=None, cohort__gte=first - timedelta(days=4))
    return _named(lines.filter(day__gte=first, day__lte=last).order_by().aggregate(**_totals(FIGURES)))


def counted_at() -> datetime | None:
    """Up to when all books are kept; None: one was not counted yet."""
    times = list(Bookmark.objects.values_list("counted_at", flat=True))
    return min(times) if times and None not in times else None  # type: ignore[type-var]
