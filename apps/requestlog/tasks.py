"""Clock work of the request log: it has no request, and so no workspace, and looks across all of them."""

import time
from datetime import timedelta

from django.conf import settings

from apps.common import clock
from apps.common.alone import alone
from apps.requestlog.models import LoggedRequest

SWEPT_AT_ONCE = 5_000
ENOUGH = 15.0  # seconds a run; the rest is for the next


@alone("requestlog.sweep")
def sweep() -> None:
    """Forget lines of the request log that are older than REQUEST_LOG_DAYS."""
    end = time.monotonic() + ENOUGH
    before = clock.now() - timedelta(days=settings.REQUEST_LOG_DAYS)
    old = LoggedRequest.everywhere.filter(at__lt=before).order_by("at")
    while time.monotonic() < end and (ids := list(old.values_list("pk", flat=True)[:SWEPT_AT_ONCE])):
        LoggedRequest.everywhere.filter(pk__in=ids).delete()
