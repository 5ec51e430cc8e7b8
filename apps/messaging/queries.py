"""Questions about messages. The clock asks the first three all the time: each reads a few index entries."""

from django.db.models import QuerySet

from apps.messaging import leases, receipts, recovery, streams
from apps.messaging.models import Message


def anything_due() -> bool:
    return bool(streams.due())


def callbacks_waiting() -> bool:
    return receipts.waiting().exists()


def anything_stranded() -> bool:
    return leases.run_out().exists() or recovery.askable().exists()


def longest_due() -> Message | None:
    """Of all texts that may leave now the one that waits longest: a look at the first text of each stream."""
    heads = Message.everywhere.filter(pk__in=[stream.head_id for stream in streams.due()])
    found: Message | None = heads.order_by("not_before").first()
    return found


def waiting() -> QuerySet[Message]:
    """In the queue or being sent, of all workspaces; count it with a limit."""
    rows: QuerySet[Message] = Message.everywhere.filter(phase=Message.Phase.QUEUE)
    return rows.order_by()


def unsure() -> QuerySet[Message]:
    """Nobody knows whether they went out, of all workspaces."""
    rows: QuerySet[Message] = Message.everywhere.filter(phase=Message.Phase.DOUBT)
    return rows.order_by()
