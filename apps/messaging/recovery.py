"""Recover: what a killed worker held, and what nobody knows the fate of.

A message whose lease ran out was attempted and not settled: it is unsure. What is unsure is looked up where
the carrier can be asked; found there, it is sent; unknown there, it goes back to the queue; elsewhere it
waits for its receipt, or for a person (promise 4).
"""

from collections.abc import Sequence
from datetime import timedelta

import aiohttp
from asgiref.sync import async_to_sync
from django.db import transaction

from apps.carriers.exchange import open_session
from apps.carriers.outcomes import Accepted, Outcome, Refused, Unsure
from apps.carriers.registry import adapter
from apps.common import clock
from apps.messaging import queue
from apps.messaging.models import Message
from apps.messaging.settling import accept, doubt, refuse
from apps.messaging.states import State

# A request may be on its way for 15 s (exchange.open_session); asking sooner could find nothing yet.
ASK_AFTER = timedelta(seconds=20)
BATCH = 200


def recover() -> int:
    """Bring stranded messages home; answers how many found their state."""
    mark_stranded()
    return ask_carriers()


@transaction.atomic
def mark_stranded() -> None:
    """Messages whose lease ran out become unsure."""
    now = clock.now()
    stranded = Message.everywhere.filter(state=State.SENDING, lease_until__lt=now).select_related("contact")
    for message in stranded.order_by("pk").select_for_update(skip_locked=True, of=("self",))[:BATCH]:
        doubt(message, Unsure("The worker that sent it died before the answer was kept."))


def askable() -> Sequence[Message]:
    """Unsure messages whose carrier can be asked, oldest attempt first."""
    unsure = Message.everywhere.filter(state=State.UNSURE, attempted_at__lt=clock.now() - ASK_AFTER)
    rows = unsure.select_related("sender__carrier", "contact").order_by("attempted_at")[: BATCH * 5]
    return [row for row in rows if adapter(row.sender.carrier.adapter).can_look_up][:BATCH]


def ask_carriers() -> int:
    messages = askable()
    answers = async_to_sync(_ask)(messages) if messages else []
    return sum(_learn(message, answer) for message, answer in zip(messages, answers, strict=True))


async def _ask(messages: Sequence[Message]) -> list[Outcome | None]:
    async with open_session(1) as session:
        return [await _look_up(session, message) for message in messages]


async def _look_up(session: aiohttp.ClientSession, message: Message) -> Outcome | None:
    account = message.sender.carrier
    return await adapter(account.adapter).look_up(session, account.credentials, message.public_id)


@transaction.atomic
def _learn(message: Message, answer: Outcome | None) -> bool:
    """Settle an unsure message by what its carrier said of it."""
    match answer:
        case None:
            return queue.requeue(message, error_code="", error_text="")
        case Accepted(carrier_id):
            accept({message.pk: carrier_id})
        case Refused(retryable=False):
            refuse(message, answer)
        case _:
            return False
    return True
