"""Which refusals of a due text may pass by themselves, and when it is tried again.

Seven tries over 63 minutes: who planned a text for three o'clock wants it at about three, or not at all.
"""

from datetime import datetime, timedelta

from apps.common.refusals import Refusal
from apps.credits.refusals import InsufficientCredits
from apps.messaging import refusals

MINUTES = (1, 2, 4, 8, 16, 32)
# A hold that ends later than this is no wait but another day.
LONGEST_HOLD = timedelta(hours=1)
# Credits are bought, a number is switched on, a review is decided.
PASSING: tuple[type[Refusal], ...] = (
    InsufficientCredits,
    refusals.NoSender,
    refusals.UnderReview,
    refusals.WorkspaceSuspended,
)
HOLDS: tuple[type[Refusal], ...] = (
    refusals.OutsideOpenHours,
    refusals.QuietHours,
    refusals.TooManyTexts,
)


def next_try(refusal: Refusal, tries: int, now: datetime) -> datetime | None:
    """When to try again after so many tries; None: it has failed."""
    if tries > len(MINUTES):
        return None
    until = refusal.facts.get("until")
    if isinstance(refusal, HOLDS) and isinstance(until, datetime):
        return until if until <= now + LONGEST_HOLD else None
    return now + timedelta(minutes=MINUTES[tries - 1]) if isinstance(refusal, PASSING) else None


def after_fault(tries: int, now: datetime) -> datetime:
    """When to try again a text that the database did not take: ever more seldom, and never given up."""
    return now + timedelta(minutes=MINUTES[min(tries, len(MINUTES)) - 1])
