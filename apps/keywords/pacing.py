"""No loop between two machines: so many automatic answers to one number, and no more.

One conditional statement counts and decides, so that two processes that answer at the same moment cannot
both be the last one allowed.
"""

from datetime import datetime, timedelta

from django.db.models import Case, F, Q, QuerySet, Value, When

from apps.common import clock
from apps.keywords.models import Pace

# A person who tries out every keyword stays below both; a machine meets the first within a minute.
MOST, WITHIN = 5, timedelta(minutes=10)
MOST_A_DAY, DAY = 20, timedelta(hours=24)


def may_answer(workspace_id: int, phone: str) -> bool:
    """Count one automatic answer to this number; says whether it may be sent."""
    now = clock.now()
    row = _row(workspace_id, phone)
    free = Q(since__lte=now - WITHIN) | Q(count__lt=MOST)
    free_today = Q(day_since__lte=now - DAY) | Q(day_count__lt=MOST_A_DAY)
    counted = row.filter(free, free_today).update(
        count=_next("since", "count", now - WITHIN),
        since=_begin("since", now, now - WITHIN),
        day_count=_next("day_since", "day_count", now - DAY),
        day_since=_begin("day_since", now, now - DAY),
    )
    return bool(counted)


def once(workspace_id: int, phone: str, column: str, hours: int) -> bool:
    """Note that this number gets the answer `column` (away_at, otherwise_at) now; False within the hours."""
    now = clock.now()
    due = Q(**{column: None}) | Q(**{f"{column}__lte": now - timedelta(hours=hours)})
    return bool(_row(workspace_id, phone).filter(due).update(**{column: now}))


def _row(workspace_id: int, phone: str) -> "QuerySet[Pace]":
    Pace.everywhere.bulk_create([Pace(workspace_id=workspace_id, phone=phone)], ignore_conflicts=True)
    return Pace.objects.of(workspace_id).filter(phone=phone)


def _next(since: str, count: str, end: datetime) -> Case:
    return Case(When(**{f"{since}__lte": end}, then=Value(1)), default=F(count) + 1)


def _begin(since: str, now: datetime, end: datetime) -> Case:
    return Case(When(**{f"{since}__lte": end}, then=Value(now)), default=F(since))
