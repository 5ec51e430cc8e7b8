"""The queue is the message table: claim, advance. Every move is a conditional update."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Least

from apps.common import clock
from apps.messaging import charging
from apps.messaging.carrier_words import said
from apps.messaging.models import Lane, Message
from apps.messaging.states import FINAL, MOVES, REFUNDED, State
from apps.senders.models import Sender

# Renewed every 5 s while a text is in flight; what a killed worker held is free again 20 s later.
LEASE = timedelta(seconds=20)
# What the column holds. A text that is told "in a second" for 72 hours comes to 260,000.
MOST_ATTEMPTS = 30_000


@transaction.atomic
def claim(limit: int, worker: str) -> list[Message]:
    """Take up to `limit` due messages. The commit of this is the attempt, before the carrier call.

    On PostgreSQL others skip what we lock; on SQLite the transaction holds the write lock from its start.
    """
    now = clock.now()
    due = Message.everywhere.filter(state=State.QUEUED, not_before__lte=now)
    ids = list(
        due.order_by("priority", "not_before", "id")
        .select_for_update(skip_locked=True)
        .values_list("pk", flat=True)[:limit]
    )
    if not ids:
        return []
    Message.everywhere.filter(pk__in=ids).update(
        state=State.SENDING,
        lease_until=now + LEASE,
        claimed_by=worker,
        attempts=Least(F("attempts") + 1, MOST_ATTEMPTS),
        attempted_at=now,
    )
    return _rows_to_send(ids)


NEEDED = (
    "public_id",
    "workspace_id",
    "kind",
    "contact_id",
    "sender_id",
    "lane_id",
    "phone",
    "address",
    "body",
    "encoding",
    "parts",
    "valid_until",
    "attempts",
)


def _rows_to_send(ids: Sequence[int]) -> list[Message]:
    """Claimed rows with sender and workspace. Those are few: a join would fetch them for every row."""
    claimed = Message.everywhere.filter(pk__in=ids).only(*NEEDED)
    rows = list(claimed.order_by("priority", "not_before", "id"))
    senders = Sender.everywhere.select_related("carrier", "workspace").in_bulk(
        {row.sender_id for row in rows}
    )
    for row in rows:
        row.sender = senders[row.sender_id]
        row.workspace = row.sender.workspace
    return rows


def renew(worker: str) -> None:
    """Say that this worker still has what it claimed."""
    Message.everywhere.filter(state=State.SENDING, claimed_by=worker).update(lease_until=clock.now() + LEASE)


def lock(ids: Sequence[int]) -> None:
    """Take these rows in the order that everybody takes them in, so that no two wait for each other."""
    list(_in_order(Message.everywhere.filter(pk__in=ids)).values_list("pk"))


def _in_order(rows: QuerySet[Message]) -> QuerySet[Message]:
    return rows.order_by("pk").select_for_update(no_key=True)


@transaction.atomic
def advance(ids: Sequence[int], to: State, attempt: int | None = None, **changes: Any) -> list[int]:
    """Move messages forward; answers those that moved. The rest stood where the table allows no such move.

    `attempt` fences: a worker that was given up and wakes moves nothing that was attempted again since.
    """
    movable = Message.everywhere.filter(pk__in=ids, state__in=MOVES[to])
    if attempt is not None:
        movable = movable.filter(attempts=attempt)
    won = list(_in_order(movable).values_list("pk", flat=True))
    if to in FINAL:
        changes.setdefault("ended_at", clock.now())
    if won:
        Message.everywhere.filter(pk__in=won).update(state=to, lease_until=None, **changes)
    return won


@transaction.atomic
def end(ids: Sequence[int], to: State, code: str, text: str, attempt: int | None = None) -> list[int]:
    """End messages without delivery and give their credits back; answers those that ended now."""
    assert to in REFUNDED
    won = advance(ids, to, attempt, error_code=said(code, 60), error_text=said(text, 300))
    charging.refund(won, text)
    return won


@transaction.atomic
def requeue(message: Message, **changes: Any) -> bool:
    """Back to the queue; into the car park when its lane is paused, to its end when the lane was canceled.

    The lane's row is locked first, as pausing and canceling do, so that neither misses this message. Not its
    key: who inserts messages that point to the lane need not wait.
    """
    lanes = Lane.objects.of(message.workspace_id).select_for_update(no_key=True)
    lane = lanes.filter(pk=message.lane_id).first() if message.lane_id else None
    if not advance([message.pk], State.QUEUED, message.attempts, **changes):
        return False
    if lane and lane.closed:
        end([message.pk], State.CANCELED, "canceled", "Canceled")
    elif lane and lane.paused:
        advance([message.pk], State.PAUSED)
    return True


def give_back(message: Message, **changes: Any) -> bool:
    """A claimed text that was never offered to its carrier: to the queue, and the attempt does not count."""
    return requeue(message, attempts=max(message.attempts - 1, 0), **changes)


def move_on(rows: QuerySet[Message], until: datetime, rule: str) -> None:
    """All that is due of these looks again at `until`, in one statement: one by one starves others."""
    due = rows.filter(state=State.QUEUED, not_before__lte=clock.now())
    due.update(not_before=until, held_by=rule)
