"""Enqueue: a Message row for each draft that passed, written in one go and never as model instances."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from apps.common import bulk, clock
from apps.common.ids import encode, new_ulids
from apps.compliance.gates import Hold
from apps.compliance.rules import version_in_use
from apps.events import diary
from apps.events.diary import Fact
from apps.messaging.choosing import remember
from apps.messaging.drafts import Draft, Order
from apps.messaging.models import Message
from apps.messaging.pacing.places import place
from apps.messaging.states import State

QUEUED = "message.queued"
# What differs from text to text, and what all texts of an order share; together every column but the key.
OWN = (
    "public_id",
    "contact_id",
    "sender_id",
    "phone",
    "address",
    "body",
    "encoding",
    "parts",
    "credits",
    "held_by",
    "not_before",
    "valid_until",
)
SHARED = tuple(
    field.attname
    for field in Message._meta.concrete_fields
    if not (field.primary_key or field.generated) and field.attname not in OWN
)


def enqueue(order: Order, drafts: Sequence[Draft]) -> None:
    """Write them, each for its place in time, and tell each draft the key of its row."""
    now = clock.now()
    remember(order, drafts)
    place(order, drafts, now)
    ids = [order.public_id] if order.public_id and drafts else new_ulids(len(drafts))
    shared = _shared(order, now)
    rows = [_own(order, draft, one) + shared for draft, one in zip(drafts, ids, strict=True)]
    keys = bulk.write(Message, OWN + SHARED, rows, len(rows), savepoint=False)
    for draft, key, row in zip(drafts, keys, rows, strict=True):
        draft.message_id, draft.row = key, row
    _tell(order, drafts, ids)


def written(order: Order, draft: Draft) -> Message | None:
    """The queued row as it was written in this transaction, not read again; None when a gate said no."""
    if draft.row is None:
        return None
    message = Message(id=draft.message_id, **dict(zip(OWN + SHARED, draft.row, strict=True)))
    if not isinstance(message.public_id, str):
        message.public_id = f"msg_{encode(message.public_id)}"
    message._state.adding, message._state.db = False, DEFAULT_DB_ALIAS
    message.workspace = order.workspace
    return message


def _tell(order: Order, drafts: Sequence[Draft], ids: Sequence[Any]) -> None:
    """That they are accepted, to whoever wants to know: one look a batch, and rows only for a subscriber."""
    if order.kind == Message.Kind.SYSTEM or not drafts:
        return
    if len(drafts) > 1 and not diary.wanted(order.workspace.pk, {QUEUED}):
        return
    names = [one if isinstance(one, str) else f"msg_{encode(one)}" for one in ids]
    told = [
        Fact(QUEUED, name, draft.contact_id, actor=order.origin, if_wanted=True)
        for name, draft in zip(names, drafts, strict=True)
    ]
    diary.record_many(order.workspace, told)


def _own(order: Order, draft: Draft, public_id: Any) -> tuple[Any, ...]:
    assert draft.sender is not None, "the sender gate passed"
    size = draft.measure
    return (
        public_id,
        draft.contact.pk,
        draft.sender.pk,
        draft.phone,
        draft.sender.address,
        draft.body,
        size.encoding,
        size.parts,
        size.parts if order.is_charged else 0,
        draft.verdict.rule if isinstance(draft.verdict, Hold) else "",
        draft.not_before,
        draft.not_before + order.valid_for,
    )


def _shared(order: Order, now: datetime) -> tuple[Any, ...]:
    """What the order gives, and for the rest what a new row begins with."""
    fresh = Message(
        workspace=order.workspace,
        kind=order.kind,
        conversation=order.conversation,
        lane=order.lane,
        origin=order.origin,
        metadata=dict(order.metadata),
        state=State.QUEUED,
        screened_at=now,
        ruleset=version_in_use(),
        priority=order.priority,
        forced=order.forced,
        created_at=now,
    )
    return tuple(getattr(fresh, name) for name in SHARED)
