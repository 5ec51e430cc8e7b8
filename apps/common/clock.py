"""The time of the product. Everything asks here, so that rehearsals and tests can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import ngettext

_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """The current time, UTC and aware, moved by settings.CLOCK_SHIFT seconds."""
    return _standing.get() or timezone.now() + timedelta(seconds=settings.CLOCK_SHIFT)


def outside() -> datetime:
    """The time of the world, UTC and aware, never moved: for what strangers hold against their own clock."""
    return timezone.now()


def moved() -> str:
    """By how much, as a sentence for people; empty while it is not."""
    told = settings.CLOCK_SHIFT / 3_600
    many = 1 if told == 1 else 2  # 1.5 hours are several
    said = ngettext("The clock is moved by %(hours)s hour.", "The clock is moved by %(hours)s hours.", many)
    return said % {"hours": f"{told:,.4g}"} if told else ""


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """For a simulation: in this block, and in no other thread or task, it is `moment`."""
    token = _standing.set(moment)
    try:
        yield
    finally:
        _standing.reset(token)
