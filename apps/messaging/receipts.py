"""Receipts and replies: stored raw by the callbacks page, applied here in batches, in the order they came."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from apps.carriers.contract import MalformedCallback, Parsed
from apps.carriers.models import Callback, CarrierAccount
from apps.carriers.outcomes import Receipt
from apps.carriers.registry import adapter
from apps.common import clock
from apps.events import diary
from apps.messaging import inbound, queue
from apps.messaging.models import Message
from apps.messaging.states import State

BATCH = 200
# A callback that was begun this often and never finished is set aside, so that it cannot block the rest.
MOST_TRIES = 3
# Applying a batch takes a second at most; who takes longer has died.
GIVEN_UP_AFTER = timedelta(seconds=60)
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


@transaction.atomic
def _apply(ids: list[int]) -> None:
    rows = Callback.objects.filter(pk__in=ids, state=Callback.State.NEW).order_by("pk")
    for row in rows.select_related("account__workspace").select_for_update(of=("self",)):
        try:
            parsed = _parsed(row)
        except MalformedCallback as problem:
            row.state, row.problem = Callback.State.MALFORMED, str(problem)[:200]
        else:
            take(row.account, parsed)
            row.state = Callback.State.APPLIED
        row.save(update_fields=["state", "problem"])


def _parsed(row: Callback) -> Parsed:
    return adapter(row.account.adapter).parse(row.headers, bytes(row.body), row.query)


@transaction.atomic
def take(account: CarrierAccount, parsed: Parsed) -> None:
    """What one callback says: receipts of this account's messages, and texts to its senders."""
    if parsed.receipts:
        apply_receipts(account, parsed.receipts)
    for text in parsed.inbound:
        inbound.receive(account, text)


def apply_receipts(account: CarrierAccount, receipts: Iterable[Receipt]) -> None:
    """Move each message as far as its receipt says. A receipt for somebody else's message finds nothing."""
    receipts = list(receipts)
    ours = _by_name(account, receipts)
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


def _move(said: dict[int, tuple[Message, Receipt]], status: str) -> None:
    if status == "failed":
        for pk, (_, receipt) in said.items():
            if queue.end([pk], State.FAILED, receipt.code or "undelivered", receipt.text or "Not delivered."):
                _tell(*said[pk])
    elif status == "sent":
        queue.advance(list(said), State.SENT, sent_at=clock.now())
    else:
        for at, group in _by_time(said).items():
            for pk in queue.advance(group, State.DELIVERED, delivered_at=at):
                _tell(*said[pk])


def _by_time(said: dict[int, tuple[Message, Receipt]]) -> dict[datetime, list[int]]:
    """Receipts of one second share an UPDATE."""
    groups: dict[datetime, list[int]] = {}
    for pk, (_, receipt) in said.items():
        groups.setdefault((receipt.at or clock.now()).replace(microsecond=0), []).append(pk)
    return groups


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
