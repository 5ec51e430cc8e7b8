"""Settle: what a carrier answered becomes the state of the message, once, with its money and its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from apps.carriers.outcomes import Accepted, Outcome, Refused, Unsure
from apps.common import bulk, clock
from apps.compliance import actions as compliance
from apps.contacts.models import Contact
from apps.events import diary
from apps.messaging import queue
from apps.messaging.carrier_words import said
from apps.messaging.models import Attempt, Message
from apps.messaging.states import State

LONGEST_BACKOFF = 300.0  # seconds
# A request lives for 15 s at most (exchange.open_session).
ASK_AFTER = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class NotOffered:
    """Its turn came too late: the text never went to its carrier."""


@dataclass(frozen=True, slots=True)
class Result:
    """A message and what its carrier said."""

    message: Message
    outcome: Outcome | NotOffered


@transaction.atomic
def settle(results: Sequence[Result]) -> None:
    """One transaction for a batch of carrier answers. Settling twice changes nothing the second time."""
    queue.lock([one.message.pk for one in results])
    accept({one.message.pk: one.outcome.carrier_id for one in results if isinstance(one.outcome, Accepted)})
    for one in sorted(results, key=lambda result: result.message.pk):
        match one.outcome:
            case NotOffered():
                queue.give_back(one.message)
            case Refused(retryable=True):
                retry(one.message, one.outcome)
            case Refused():
                refuse(one.message, one.outcome)
            case Unsure():
                doubt(one.message, one.outcome)


def accept(carrier_ids: dict[int, str]) -> None:
    """The carrier has them. A receipt may have been faster: then only the carrier's id is still news."""
    carrier_ids = {pk: said(ref, 80) for pk, ref in carrier_ids.items()}
    now = connection.ops.adapt_datetimefield_value(clock.now())
    won = set(
        bulk.update_each(
            Message,
            carrier_ids,
            "carrier_ref",
            also=f", state = 'sent', sent_at = '{now}', lease_until = NULL",
            where="t.state IN ('sending', 'unsure', 'queued', 'paused')",
        )
    )
    overtaken = {pk: ref for pk, ref in carrier_ids.items() if pk not in won and ref}
    bulk.update_each(Message, overtaken, "carrier_ref", where="t.carrier_ref = ''")


def retry(message: Message, refused: Refused) -> None:
    """Not now: back to the queue with a growing pause, until the text is too old to be sent."""
    pause = refused.retry_after or min(2.0 ** min(message.attempts, 9), LONGEST_BACKOFF)
    if queue.requeue(message, not_before=clock.now() + timedelta(seconds=pause)):
        _note(message, Attempt.Outcome.RETRY, refused.code, refused.text)


def refuse(message: Message, refused: Refused) -> None:
    """Never: failed, and the credits come back. A carrier that knows of an opt-out tells us of it."""
    if queue.end([message.pk], State.FAILED, refused.code, refused.text, message.attempts):
        _note(message, Attempt.Outcome.REFUSED, refused.code, refused.text)
        _tell(message, "message.failed", code=refused.code, text=refused.text)
    if refused.blocked:
        compliance.opt_out(
            message.workspace_id,
            message.phone,
            source="carrier",
            evidence={"message": message.public_id, "code": refused.code, "text": refused.text},
            contact_id=message.contact_id,
            subject=_subject(message),
        )


def doubt(message: Message, unsure: Unsure, ask_after: timedelta = ASK_AFTER) -> None:
    """The bytes left and no answer came: never sent again by itself (promise 4)."""
    if queue.advance(
        [message.pk],
        State.UNSURE,
        message.attempts,
        error_code="unsure",
        error_text=said(unsure.text, 300),
        # The request may still be on its way: asking at once could find nothing yet (recovery.py).
        not_before=clock.now() + ask_after,
    ):
        _note(message, Attempt.Outcome.UNSURE, "unsure", unsure.text)
        _tell(message, "message.unsure", text=unsure.text)


def _subject(message: Message) -> str:
    """The contact's public id, if it is still there."""
    contacts = Contact.objects.of(message.workspace_id).filter(pk=message.contact_id)
    return str(contacts.values_list("public_id", flat=True).first() or "")


def _note(message: Message, outcome: str, code: str, text: str) -> None:
    Attempt.objects.create(
        workspace_id=message.workspace_id,
        message=message,
        number=message.attempts,
        outcome=outcome,
        code=said(code, 60),
        text=said(text, 300),
    )


def _tell(message: Message, name: str, **facts: Any) -> None:
    """Single texts tell their fate in the diary; at campaign scale the message row itself is the record."""
    if message.kind != Message.Kind.MARKETING or name == "message.unsure":
        diary.record(message.workspace_id, name, message.public_id, contact_id=message.contact_id, **facts)
