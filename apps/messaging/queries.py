"""Questions about messages. The clock asks the first three all the time: each reads one index entry."""

from apps.common import clock
from apps.messaging import receipts, recovery
from apps.messaging.models import Message
from apps.messaging.states import State


def anything_due() -> bool:
    return bool(Message.everywhere.filter(state=State.QUEUED, not_before__lte=clock.now()).exists())


def callbacks_waiting() -> bool:
    return receipts.waiting().exists()


def anything_stranded() -> bool:
    late = Message.everywhere.filter(state=State.SENDING, lease_until__lt=clock.now())
    return bool(late.exists() or recovery.askable().exists())
