"""Rows of planned texts that are done are kept for a while, for whoever asks what became of them."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from apps.common import clock
from apps.messaging.models import Retention, Scheduled

# A quarter: as long as anybody asks. A workspace that keeps its texts for less keeps these for less.
KEPT = timedelta(days=90)
CHUNK = 1_000


def sweep() -> int:
    """Remove the next of those that ended long ago; answers how many."""
    removed = _remove(Scheduled.everywhere.all(), KEPT)
    for rule in Retention.everywhere.filter(days__lt=KEPT.days).order_by("id"):
        removed += _remove(Scheduled.objects.of(rule.workspace_id), timedelta(days=rule.days))
    return removed


def _remove(rows: "QuerySet[Scheduled]", kept: timedelta) -> int:
    until: datetime = clock.now() - kept
    ended = rows.exclude(state=Scheduled.State.SCHEDULED).filter(ended_at__lt=until)
    ids = list(ended.order_by("ended_at").values_list("pk", flat=True)[:CHUNK])
    if ids:
        Scheduled.everywhere.filter(pk__in=ids).delete()
    return len(ids)
