"""The way of a message. Every text takes it, whoever asks: the dashboard, a dialect, a campaign, a reply.

    send():      compose → screen → charge → enqueue      in one transaction
    dispatch():  claim → screen again → transmit → settle

Both work on batches; one message is a batch of one. The Message row is the queue.
"""

from collections.abc import Sequence

from asgiref.sync import async_to_sync
from django.db import transaction

from apps.common import clock
from apps.messaging import gates
from apps.messaging.charging import charge
from apps.messaging.drafts import Addressee, Draft, Order, compose
from apps.messaging.enqueueing import enqueue
from apps.messaging.stopped import keep_stopped
from apps.messaging.transmission import Run


def send(order: Order, contacts: Sequence[Addressee]) -> list[Draft]:
    """Queue one text to each of these contacts; answers a draft for each, in their order.

    A draft that passed has its `message_id`; the others have the `verdict` that stopped them. Raises
    InsufficientCredits when the batch costs more than there is: then nothing was queued.
    """
    with transaction.atomic():
        return send_in_place(order, contacts)


def send_in_place(order: Order, contacts: Sequence[Addressee]) -> list[Draft]:
    """The same in the caller's transaction, which must end with whatever this raises: no savepoint."""
    drafts = compose(order, contacts)
    verdicts = gates.screen(order.workspace, drafts, clock.now(), gates.BEFORE_QUEUE)
    for draft, verdict in zip(drafts, verdicts, strict=True):
        draft.verdict = verdict
    keep_stopped(order, drafts)
    passing = [draft for draft in drafts if draft.passes]
    charge(order, passing)
    enqueue(order, passing)
    return drafts


def dispatch(seconds: float = 20.0) -> int:
    """Hand over what is due until nothing is left or the time is up; answers how many went to a carrier.

    Safe to run any number of times at once, on any number of machines: a claim is a conditional update.
    """
    return async_to_sync(Run(seconds).go)()
