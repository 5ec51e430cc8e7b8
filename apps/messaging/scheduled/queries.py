"""Questions about scheduled texts."""

from django.db.models import QuerySet

from apps.accounts.models import Workspace
from apps.common import clock
from apps.messaging.scheduled.models import Scheduled
from apps.messaging.scheduled.refusals import UnknownScheduled


def due() -> QuerySet[Scheduled]:
    """Whose time has come, the longest waiting first; by the index of what is planned."""
    rows: QuerySet[Scheduled] = Scheduled.everywhere.filter(
        state=Scheduled.State.SCHEDULED, next_try_at__lte=clock.now()
    )
    return rows.order_by("next_try_at", "id")


def planned(workspace: Workspace) -> QuerySet[Scheduled]:
    """What is still to go, the soonest first."""
    rows: QuerySet[Scheduled] = Scheduled.objects.of(workspace).filter(state=Scheduled.State.SCHEDULED)
    return rows.select_related("sender").order_by("at", "id")


def one(workspace: Workspace, **which: object) -> Scheduled:
    """Raises UnknownScheduled."""
    found: Scheduled | None = Scheduled.objects.of(workspace).filter(**which).select_related("sender").first()
    if found is None:
        raise UnknownScheduled
    return found


def anything_due() -> bool:
    return due().exists()
