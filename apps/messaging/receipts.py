"""Receipts and replies: stored raw by the callbacks page, applied here in batches, in the order they came."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import DatabaseError, transaction
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from apps.carriers.contract import MalformedCallback, Parsed
from apps.carriers.models import Callback, CarrierAccount
from apps.carriers.outcomes import Receipt
from apps.carriers.registry import adapter
from apps.common import clock
from apps.events import diary
from apps.messaging import inbound, queue
from apps.messaging.carrier_words import plausible, said
from apps.messaging.models import Message
from apps.messaging.states import State

BATCH = 200
# A callback that was begun this often and never finished is set aside, so that it cannot block the rest.
MOST_TRIES = 3
# Applying a batch takes a second at most; who takes longer has died.
GIVEN_UP_AFTER = timedelta(seconds=60)
K = TypeVar("K")
logger = logging.getLogger(__name__)
_TO = {"sent": State.SENT, "delivered": State.DELIVERED, "failed": State.FAILED}


def apply_waiting() -> int:
    """Apply a batch of new callbacks; answers how many. Doubled or late news changes nothing."""
    ids = _begin()
    if ids:
        _apply(ids)
    return len(ids)


@transaction.atomic
def _begin() -> list[int]:
    """Take the next batch, and count the try before it is made. One that failed before comes alone."""
    rows = list(waiting().order_by("pk").select_for_update(skip_locked=True)[:BATCH])
    Callback.objects.filter(pk__in=[row.pk for row in rows if row.tries >= MOST_TRIES]).update(
        state=Callback.State.MALFORMED, problem="It was begun three times and could not be finished."
    )
    good = [row for row in rows if row.tries < MOST_TRIES]
    troubled = [row for row in good if row.tries]
    ids = [row.pk for row in (troubled[:1] or good)]
    Callback.objects.filter(pk__in=ids).update(tries=F("tries") + 1, begun_at=clock.now())
    return ids


def waiting() -> QuerySet[Callback]:
    """New callbacks that nobody is at."""
    idle = Q(begun_at=None) | Q(begun_at__lt=clock.now() - GIVEN_UP_AFTER)
    return Callback.objects.filter(idle, state=Callback.State.NEW)


def _apply(ids: list[int]) -> None:
    """Each callback in a transaction of its own, so that a bad one holds no other back."""
    for pk in ids:
        try:
            _apply_one(pk)
        except DatabaseError:
            logger.exception("Callback %s was not applied; it is tried again", pk)
            Callback.objects.filter(pk=pk).update(begun_at=None)


@transaction.atomic
def _apply_one(pk: int) -> None:
    rows = Callback.objects.filter(pk=pk, state=Callback.State.NEW).select_related("account__workspace")
    if (row := rows.select_for_update(of=("self",)).first()) is None:
        return
    try:
        parsed = _parsed(row)
    except MalformedCallback as problem:
        row.state, row.problem = Callback.State.MALFORMED, said(str(problem), 200)
    else:
        take(row.account, parsed, row.received_at)
        row.state = Callback.State.APPLIED
    row.save(update_fields=["state", "problem"])


def _parsed(row: Callback) -> Parsed:
    return adapter(row.account.adapter).parse(row.headers, bytes(row.body), row.query)


@transaction.atomic
def take(account: CarrierAccount, parsed: Parsed, heard_at: datetime | None = None) -> None:
    """What one callback says: receipts of this account's messages, and texts to its senders."""
    if parsed.receipts:
        apply_receipts(account, parsed.receipts)
    for text in parsed.inbound:
        inbound.receive(account, text, heard_at)


def apply_receipts(account: CarrierAccount, receipts: Iterable[Receipt]) -> None:
    """Move each message as far as its receipt says. A receipt for somebody else's message finds nothing."""
    receipts = list(receipts)
    ours = _by_name(account, receipts)
    queue.lock([message.pk for message in ours.values()])
    for status in ("sent", "delivered", "failed"):
        named = [
            (ours[name], one) for one in receipts if one.status == status and (name := _name(one)) in ours
        ]
        _move({message.pk: (message, one) for message, one in named}, status)


def _name(receipt: Receipt) -> str:
    return receipt.reference or receipt.carrier_id


def _by_name(account: CarrierAccount, receipts: list[Receipt]) -> dict[str, Message]:
    references = [one.reference for one in receipts if one.reference]
    carrier_ids = [one.carrier_id for one in receipts if not one.reference and one.carrier_id]
    found = Message.everywhere.filter(
        Q(public_id__in=references) | Q(carrier_ref__in=carrier_ids), sender__carrier=account, direction="out"
    ).only("pk", "public_id", "carrier_ref", "kind", "contact_id", "workspace_id")
    return {name: row for row in found for name in (row.public_id, row.carrier_ref) if name}


def _move(told: dict[int, tuple[Message, Receipt]], status: str) -> None:
    now = clock.now()
    if status == "failed":
        for (code, text), group in _alike(told, _fault).items():
            _tell_all(told, queue.end(group, State.FAILED, code, text))
    elif status == "sent":
        queue.advance(list(told), State.SENT, sent_at=now)
    else:
        for at, group in _alike(told, _second).items():
            sent_at = Coalesce("sent_at", Value(now))  # a receipt can be faster than the carrier's answer
            _tell_all(told, queue.advance(group, State.DELIVERED, delivered_at=at, sent_at=sent_at))


def _alike(told: dict[int, tuple[Message, Receipt]], key: Callable[[Receipt], K]) -> dict[K, list[int]]:
    """Messages whose receipts say the same share a statement: 400 failures one by one took 5 s."""
    groups: dict[K, list[int]] = {}
    for pk, (_, receipt) in told.items():
        groups.setdefault(key(receipt), []).append(pk)
    return groups


def _fault(receipt: Receipt) -> tuple[str, str]:
    return receipt.code or "undelivered", receipt.text or "Not delivered."


def _second(receipt: Receipt) -> datetime:
    return plausible(receipt.at).replace(microsecond=0)


def _tell_all(told: dict[int, tuple[Message, Receipt]], ids: list[int]) -> None:
    for pk in ids:
        _tell(*told[pk])


def _tell(message: Message, receipt: Receipt) -> None:
    """At campaign scale the message row itself is the record; single texts get a line in the diary."""
    if message.kind != Message.Kind.MARKETING:
        name = "message.delivered" if receipt.status == "delivered" else "message.failed"
        diary.record(
            message.workspace_id,
            name,
            message.public_id,
            contact_id=message.contact_id,
            code=receipt.code,
            text=receipt.text,
        )
