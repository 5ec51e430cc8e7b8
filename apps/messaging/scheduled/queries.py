"""Questions about scheduled texts."""

from django.db.models import QuerySet

from apps.common import clock
from apps.messaging.scheduled.models import Scheduled


def due() -> QuerySet[Scheduled]:
    """Whose time has come, the longest waiting first; by the index of what is planned."""
    rows: QuerySet[Scheduled] = Scheduled.everywhere.filter(
        state=Scheduled.State.SCHEDULED, at__lte=clock.now()
    )
    return rows.order_by("at", "id")


def anything_due() -> bool:
    return due().exists()
