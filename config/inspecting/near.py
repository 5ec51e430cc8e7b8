"""Rows that were written about a moment, in tables that have no index over times: keys grow with time."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from apps.common import by_time

SECOND = timedelta(seconds=1)


def between(rows: Any, column: str, start: datetime, end: datetime) -> Any:
    """Rows whose `column` lies between, by a range of keys. `rows` is not ordered and of the whole table."""
    timed = rows if column == "created_at" else rows.annotate(created_at=F(column))
    found = by_time.ends(rows)
    if found is None:
        return rows.none()
    low, high = found
    first = by_time.first_since(timed, start, low, high)
    last = by_time.first_since(timed, end + SECOND, first, high) + 2 * by_time.NEAR
    return rows.filter(pk__gte=first, pk__lte=last, **{f"{column}__gte": start, f"{column}__lte": end})
