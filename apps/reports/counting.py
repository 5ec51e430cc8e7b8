"""Counting a cohort: everything of a book that was written down on one day (UTC), read in the order of keys.

Twice is once: a cohort's lines are replaced by what is true now. It is read again while it is young, because
receipts, refunds and replies come late; then it is counted for good, and what is deleted later stays in it.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Min

from apps.common import by_time, clock
from apps.reports.books import Book
from apps.reports.models import Bookmark, Sum, TextDay

# A text is good for 72 hours, and so is its receipt.
YOUNG = timedelta(days=7)
# Texts of a paused campaign may wait longer. Behind this their rows may be swept away (retention.LEAST_DAYS).
PATIENT = timedelta(days=30)
# What was written down so lately makes most of the news.
LATELY = timedelta(minutes=15)
# Tables up to so many keys are read as a whole: rows made by hand need not be in the order of time.
SMALL = 100_000
# Keys are given before the row is written, and the clocks of hosts differ.
SLACK = timedelta(hours=1)
A_DAY = timedelta(days=1)


def lately(book: Book) -> Iterator[date]:
    """Cohorts to count each minute; all that are open when nothing was counted for a while."""
    mark, today = _bookmark(book).open_from, _utc_day(clock.now())
    if mark is None or mark < today - YOUNG - A_DAY:
        yield from still_open(book)
    else:
        yield from _days(_utc_day(clock.now() - LATELY), today)


def still_open(book: Book) -> Iterator[date]:
    """Cohorts whose figures may change yet, the oldest first."""
    today, start = _utc_day(clock.now()), _bookmark(book).open_from or _first(book)
    if book.lines is TextDay:
        old = TextDay.everywhere.filter(cohort__lt=start, cohort__gte=today - PATIENT, waiting__gt=0)
        yield from old.order_by("cohort").values_list("cohort", flat=True).distinct()
    yield from _days(start, today)


def count(book: Book, cohort: date) -> None:
    """Make the lines of a cohort true. Reads before it writes, so that the lock is held for the writing."""
    rows = _rows(book, cohort)
    _write(book, cohort, [] if rows is None else [{**book.fixed, **line} for line in book.count(rows)])


@transaction.atomic
def _write(book: Book, cohort: date, lines: list[dict[str, Any]]) -> None:
    mark = Bookmark.objects.select_for_update().get(pk=book.name)
    names = [name for name in _columns(book.lines) if name not in ("id", "cohort")]
    wanted = {tuple(line[name] for name in names) for line in lines}
    held = book.lines.everywhere.filter(cohort=cohort, **book.fixed)
    kept = {tuple(values): pk for pk, *values in held.values_list("pk", *names)}
    book.lines.everywhere.filter(pk__in=[kept[gone] for gone in kept.keys() - wanted]).delete()
    new = [book.lines(cohort=cohort, **dict(zip(names, one, strict=True))) for one in wanted - kept.keys()]
    book.lines.everywhere.bulk_create(new, batch_size=1_000)
    _move(mark, cohort)


def _move(mark: Bookmark, cohort: date) -> None:
    """Behind a cohort that is old enough, if everything before it is counted."""
    today = _utc_day(clock.now())
    if mark.open_from is None:
        mark.open_from = cohort
    if cohort == mark.open_from and cohort < today - YOUNG:
        mark.open_from = cohort + A_DAY
    if cohort == today:
        mark.counted_at = clock.now()
    mark.save()


def _rows(book: Book, cohort: date) -> Any:
    start, end = _midnight(cohort), _midnight(cohort + A_DAY)
    found = by_time.ends(book.rows)
    if found is None:
        return None
    low, high = found
    if high - low > SMALL:
        low, high = (by_time.first_since(book.rows, at, low, high) for at in (start - SLACK, end + SLACK))
        high += by_time.NEAR
    return book.rows.filter(pk__gte=low, pk__lt=high, created_at__gte=start, created_at__lt=end)


def _columns(lines: type[Sum]) -> list[str]:
    return [field.attname for field in lines._meta.concrete_fields]


def _bookmark(book: Book) -> Bookmark:
    return Bookmark.objects.get_or_create(pk=book.name)[0]


def _first(book: Book) -> date:
    """The first cohort there is; today's when there is none, so that a page knows that it was counted."""
    found = by_time.ends(book.rows)
    if found is None:
        return _utc_day(clock.now())
    few = found[1] - found[0] <= SMALL
    at = (book.rows if few else book.rows.filter(pk=found[0])).aggregate(first=Min("created_at"))["first"]
    return _utc_day(at)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += A_DAY


def _utc_day(at: datetime) -> date:
    return at.astimezone(UTC).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
