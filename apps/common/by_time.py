"""Where in a table a moment lies, without an index over times: keys grow with time, so halving finds it."""

from datetime import datetime
from typing import Any

from django.db.models import Max, Min

NEAR = 1_000  # keys: closer than that it is not worth to look


def ends(rows: Any) -> tuple[int, int] | None:
    """The first key of these rows and the one behind the last; None when there are none."""
    found = rows.aggregate(first=Min("pk"), last=Max("pk"))
    return None if found["last"] is None else (found["first"], found["last"] + 1)


def first_since(rows: Any, moment: datetime, low: int, high: int) -> int:
    """About the first key that was created since then: never behind it, and some hundreds before it at the
    most. Twenty look-ups by key. `rows` have `created_at`, and lie between `low` and `high`.
    """
    while high - low > NEAR:
        middle = (low + high) // 2
        found = rows.filter(pk__gte=middle, pk__lt=high).order_by("pk").values_list("pk", "created_at")
        row = found.first()
        if row is None or row[1] >= moment:
            high = middle
        else:
            low = row[0]
    return low
