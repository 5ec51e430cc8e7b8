"""Lanes: messages that are paused, resumed and canceled as one."""

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from apps.accounts.models import Workspace
from apps.common import bulk, clock
from apps.messaging import queue
from apps.messaging.drafts import VALIDITY
from apps.messaging.models import Lane, Message
from apps.messaging.states import State


def open_one(workspace: Workspace) -> Lane:
    lane: Lane = Lane.objects.create(workspace=workspace)
    return lane


@transaction.atomic
def pause(lane: Lane) -> int:
    """Park what waits in this lane; what a carrier is being given right now still goes. Answers how many."""
    Lane.objects.of(lane.workspace_id).filter(pk=lane.pk).update(paused=True)
    waiting = Message.everywhere.filter(lane=lane, state=State.QUEUED)
    return waiting.update(state=State.PAUSED)


@transaction.atomic
def resume(lane: Lane) -> int:
    """Put back what was parked, as long as it was good before: nobody is lost to a long pause."""
    Lane.objects.of(lane.workspace_id).filter(pk=lane.pk).update(paused=False)
    parked = Message.everywhere.filter(lane=lane, state=State.PAUSED)
    return parked.update(
        state=State.QUEUED, valid_until=Greatest("valid_until", Value(clock.now() + VALIDITY))
    )


@transaction.atomic
def cancel(lane: Lane, why: str) -> int:
    """End everything in this lane that no carrier has, and give its credits back. Answers how many."""
    Lane.objects.of(lane.workspace_id).filter(pk=lane.pk).update(closed=True)
    waiting = Message.everywhere.filter(lane=lane, state__in=(State.QUEUED, State.PAUSED))
    ids = list(waiting.values_list("pk", flat=True))
    return sum(len(queue.end(some, State.CANCELED, "canceled", why)) for some in bulk.chunks(ids, bulk.BATCH))
