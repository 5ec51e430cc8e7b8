"""The sweep: old texts go, oldest first, a thousand at a time; what they had cost stays in the books."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, F, Q, Sum

from apps.accounts.audit import writing as audit
from apps.accounts.models import Workspace
from apps.common import clock
from apps.messaging import queue
from apps.messaging.models import Erasure, Message, Retention
from apps.messaging.retention.models import LEAST_DAYS
from apps.messaging.retention.refusals import TooShort
from apps.messaging.states import FINAL, State

CHUNK = 1_000
REASON = "Kept no longer than the workspace says"
# A receipt may come for three days; after thirty none does, and "sent" is the last word.
OVER = (*FINAL, State.SENT)


@transaction.atomic
def keep(workspace: Workspace, days: int | None) -> None:
    """Keep texts for so many days from now on; None: for good. Raises TooShort."""
    if days is not None and not LEAST_DAYS <= days <= 32_767:
        raise TooShort
    audit.note_change(workspace, "Keeping texts", {"days": days_of(workspace)}, {"days": days})
    if days is None:
        Retention.objects.of(workspace).delete()
        return
    Retention.everywhere.update_or_create(workspace=workspace, defaults={"days": days})


def days_of(workspace: Workspace) -> int | None:
    """How long texts are kept; None: for good."""
    return Retention.objects.of(workspace).values_list("days", flat=True).first()


@transaction.atomic
def sweep(retention: Retention) -> int:
    """Remove the next of a workspace's old texts; answers how many."""
    old = Message.objects.of(retention.workspace_id).filter(
        created_at__lt=clock.now() - timedelta(days=retention.days), state__in=OVER
    )
    ids = list(old.order_by("id").values_list("pk", flat=True)[:CHUNK])
    if ids:
        queue.lock(ids)  # a refund comes before the sum or after it
        _keep_the_sum(retention.workspace_id, ids)
        Message.everywhere.filter(pk__in=ids).delete()
    return len(ids)


def _keep_the_sum(workspace_id: int, ids: Sequence[int]) -> None:
    """One line a day: a million texts leave no thousand of them."""
    spent = Message.everywhere.filter(pk__in=ids).aggregate(
        messages=Count("pk"), credits=Sum("credits", filter=Q(refunded=False))
    )
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    line = Erasure.objects.of(workspace_id).filter(reason=REASON, at__gte=today)
    more = {"messages": F("messages") + spent["messages"], "credits": F("credits") + (spent["credits"] or 0)}
    if not line.update(**more):
        Erasure.objects.create(
            workspace_id=workspace_id,
            messages=spent["messages"],
            credits=spent["credits"] or 0,
            reason=REASON,
        )
