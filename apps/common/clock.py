"""The time of the product. Everything asks here, so that rehearsals and tests can move it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The current time, UTC and aware, moved by settings.CLOCK_SHIFT seconds."""
    return timezone.now() + timedelta(seconds=settings.CLOCK_SHIFT)
