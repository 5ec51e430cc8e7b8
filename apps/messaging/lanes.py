"""Lanes: messages that are paused, resumed and canceled as one.

Pausing and canceling turn a flag of the lane and touch no message, so that a million of them take no longer
than one: what is not claimed yet is not claimed any more, from the moment that they return. What a carrier is
being given right now still goes. The texts of a canceled lane are ended, and their credits given back, in
pieces (sweep), by the clock.
"""

from django.db import transaction
from django.db.models import QuerySet

from apps.accounts.models import Workspace
from apps.common import bulk, clock
from apps.messaging import queue
from apps.messaging.models import Lane, Message
from apps.messaging.states import State


def open_one(workspace: Workspace) -> Lane:
    lane: Lane = Lane.objects.create(workspace=workspace)
    return lane


def pace(lane: Lane, per_second: float) -> None:
    """So many texts of it may leave in a second: holds for what is queued from now on."""
    lane.per_second = per_second
    _mine(lane).update(per_second=per_second)


def pause(lane: Lane) -> None:
    """Claim nothing more of it."""
    _mine(lane).update(paused=True)


def resume(lane: Lane) -> None:
    """Go on. What was good before is good again for 72 hours: nobody is lost to a long pause."""
    _mine(lane).update(paused=False, resumed_at=clock.now())


def cancel(lane: Lane) -> None:
    """Claim nothing of it ever again; sweep() ends what is left."""
    _mine(lane).update(closed=True)


@transaction.atomic
def sweep(lane: Lane, most: int = bulk.BATCH) -> int:
    """End up to so many texts of a canceled lane and give their credits back; answers how many."""
    waiting = _in_queue(lane).filter(state=State.QUEUED).values_list("pk", flat=True)
    return len(queue.end(list(waiting[:most]), State.CANCELED, *queue.CANCELED))


def is_empty(lane: Lane) -> bool:
    """Nothing of it waits, and nothing is with a carrier without an answer but what is unsure."""
    return not _in_queue(lane).exists()


def _in_queue(lane: Lane) -> QuerySet[Message]:
    rows: QuerySet[Message] = Message.everywhere.filter(lane=lane, phase=Message.Phase.QUEUE)
    return rows.order_by("sender", "priority", "not_before", "pk")


def _mine(lane: Lane) -> QuerySet[Lane]:
    return Lane.objects.of(lane.workspace_id).filter(pk=lane.pk)
