"""Until when a claimed text may reach the phone: nothing leaves after the hours there have ended (promise 8).

The gates let it pass at its claim; until the carrier has it, and in the carrier's own queue, time goes by.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from apps.compliance import hours, timing
from apps.messaging.claiming import Claimed

# 400 area codes × the minutes of a claim's life.
_CACHED = 4_000


def with_closing(batch: Sequence[Claimed], now: datetime) -> list[Claimed]:
    """Each with the moment at which its hours end; an answer may come at any hour."""
    minute = hours.minute_of(now)
    return [
        one if one.kind in timing.ANSWERS else one._replace(closes=_closes(_place(one.phone), minute))
        for one in batch
    ]


def good_for(one: Claimed, now: datetime) -> int | None:
    """Seconds that are left to it (0: none); None: no end is known."""
    return max(0, int((one.closes - now).total_seconds())) if one.closes else None


def _place(phone: str) -> str:
    """A number that stands for all of its place: in North America the area code tells it."""
    return f"{phone[:5]}5550100" if phone.startswith("+1") else phone


@lru_cache(maxsize=_CACHED)
def _closes(phone: str, minute: int) -> datetime | None:
    return timing.closes(phone, hours.moment(minute))
