"""How far back in the message table a question about the last days must look.

Keys grow with time, so "the texts to these people since Monday" is a range of the index over contact and key
that is there anyway, once it is known which key Monday began with: no index over times is needed for it.
"""

from datetime import datetime, timedelta
from functools import lru_cache

from django.db.models import Max, Min

from apps.messaging.models import Message

# A transaction takes its keys before it commits, and clocks of machines differ.
SLACK = timedelta(hours=1)


def first_id_since(since: datetime) -> int:
    """A key such that every text created from `since` on has it or a greater one. Good for an hour, then
    asked anew: about 25 look-ups of one row at ten million."""
    return _searched(since.replace(minute=0, second=0, microsecond=0) - SLACK)


@lru_cache(maxsize=8)
def _searched(since: datetime) -> int:
    ends = Message.everywhere.aggregate(low=Min("pk"), high=Max("pk"))
    low, high = ends["low"] or 0, (ends["high"] or 0) + 1
    if not high or not _is_older(low, since):
        return 0
    while low + 1 < high:
        middle = (low + high) // 2
        if _is_older(middle, since):
            low = middle
        else:
            high = middle
    return low


def _is_older(key: int, since: datetime) -> bool:
    """Whether the first text from this key on was created before that."""
    rows = Message.everywhere.filter(pk__gte=key).order_by("pk")
    created_at = rows.values_list("created_at", flat=True).first()
    return created_at is not None and created_at < since
