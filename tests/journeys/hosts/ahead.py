"""The settings of a host whose own clock is two minutes ahead. The database's clock is not."""

from datetime import datetime, timedelta

from django.utils import timezone

from config.settings import *  # noqa: F403

SKEW = timedelta(minutes=2)
_now = timezone.now


def _ahead() -> datetime:
    return _now() + SKEW


timezone.now = _ahead
