"""Recover: what a killed worker held, and what nobody knows the fate of.

A message whose lease ran out was attempted and not settled: it is unsure. What is unsure is looked up where
the carrier can be asked; found there, it is sent; unknown there, it goes back to the queue; elsewhere it
waits for its receipt, or for a person (promise 4).
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from asgiref.sync import async_to_sync
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from apps.carriers.exchange import open_session
from apps.carriers.outcomes import Accepted, Outcome, Refused, Unsure
from apps.carriers.registry import adapter, names
from apps.carriers.wire.client import Client
from apps.common import clock
from apps.messaging import leases, queue
from apps.messaging.models import Message
from apps.messaging.settling import accept, doubt, refuse
from apps.messaging.states import State

# A carrier that cannot say now is asked again after this.
ASK_AGAIN = timedelta(seconds=30)
BATCH = 100
# Of one dead run, in one transaction.
STRANDED = 2_000
logger = logging.getLogger(__name__)
# 100 questions, 50 at once, 15 s each at worst: 30 s, well under the time-out of a task.
AT_ONCE = 50


def recover() -> int:
    """Bring stranded messages home; answers how many found their state."""
    mark_stranded()
    return ask_carriers()


@transaction.atomic
def mark_stranded() -> None:
    """What a run held whose lease ran out becomes unsure, so many at a time; its lease ends with the last."""
    lease = leases.run_out().select_for_update(skip_locked=True).order_by("until").first()
    if lease is None:
        return
    held = Message.everywhere.filter(phase=Message.Phase.QUEUE, state=State.SENDING, claimed_by=lease.worker)
    stranded = list(held.order_by("pk").select_for_update(of=("self",))[:STRANDED])
    doubt([(message, DIED) for message in stranded], timedelta(0))
    if len(stranded) < STRANDED:
        lease.delete()


DIED = Unsure(_("The worker that sent it died before the answer was kept."))


def askable() -> QuerySet[Message]:
    """Unsure messages whose carrier can be asked now, oldest attempt first."""
    now = clock.now()
    talkers = [name for name in names() if adapter(name).can_look_up]
    unsure = Message.everywhere.filter(phase=Message.Phase.DOUBT, not_before__lte=now)
    rows: QuerySet[Message] = unsure.filter(sender__carrier__adapter__in=talkers)
    return rows.order_by("not_before")


def ask_carriers() -> int:
    messages = list(askable().select_related("sender__carrier", "contact")[:BATCH])
    answers = async_to_sync(_ask)(messages) if messages else []
    return sum(_learn(message, answer) for message, answer in zip(messages, answers, strict=True))


async def _ask(messages: Sequence[Message]) -> list[Outcome | None]:
    turn = asyncio.Semaphore(AT_ONCE)
    async with open_session() as session:
        return await asyncio.gather(*(_look_up(session, turn, message) for message in messages))


async def _look_up(session: Client, turn: asyncio.Semaphore, message: Message) -> Outcome | None:
    account = message.sender.carrier
    async with turn:
        try:
            return await adapter(account.adapter).look_up(session, account.credentials, message.public_id)
        except Exception:  # one account's fault must not keep the others from being asked
            logger.exception("Asking about %s failed", message.public_id)
            return Unsure(_("The carrier could not be asked."))


@transaction.atomic
def _learn(message: Message, answer: Outcome | None) -> bool:
    """Settle an unsure message by what its carrier said of it."""
    match answer:
        case None:
            return bool(queue.requeue([message], also=", error_code = '', error_text = ''"))
        case Accepted(carrier_id):
            accept([(message, carrier_id)])
        case Refused(retryable=False):
            refuse([(message, answer)])
        case _:
            Message.everywhere.filter(pk=message.pk).update(not_before=clock.now() + ASK_AGAIN)
            return False
    return True
