"""Screen again: what changed while a text waited in the queue stops it at the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from apps.common import clock
from apps.compliance.gates import Hold, Refuse, Verdict
from apps.contacts.models import Contact
from apps.messaging import gates, queue
from apps.messaging.models import Message
from apps.messaging.states import State
from apps.senders.models import Sender

# A suspended workspace or a paused sender comes back, mostly; its queue waits instead of falling apart.
PASSING = ("workspace_live", "sender_usable")
LOOK_AGAIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claimed message as the gates see it."""

    message: Message
    dnd: bool

    @property
    def phone(self) -> str:
        return self.message.phone

    @property
    def kind(self) -> str:
        return self.message.kind

    @property
    def sender(self) -> Sender:
        return self.message.sender

    @property
    def body(self) -> str:
        return self.message.body


@transaction.atomic
def rescreen(batch: Sequence[Message]) -> list[Message]:
    """Of claimed messages of one workspace, those that may still go.

    The others are settled here: too old → failed, refused → refused (both give the credits back),
    held → back to the queue for the time the gate names.
    """
    now = clock.now()
    late = [message.pk for message in batch if message.valid_until and message.valid_until < now]
    queue.end(late, State.FAILED, "expired", "It could not be sent in time.")
    fresh = [message for message in batch if message.pk not in set(late)]
    if not fresh:
        return []
    verdicts = gates.screen(fresh[0].workspace, _as_claimed(fresh), now, gates.BEFORE_CARRIER)
    for message, verdict in zip(fresh, verdicts, strict=True):
        _turn_back(message, verdict)
    return [message for message, verdict in zip(fresh, verdicts, strict=True) if verdict is None]


def _turn_back(message: Message, verdict: Verdict) -> None:
    """What may not go now: back to the queue when that can pass by itself, else to its end."""
    if isinstance(verdict, Hold):
        queue.requeue(message, not_before=verdict.until, held_by=verdict.rule)
    elif isinstance(verdict, Refuse) and verdict.rule in PASSING:
        queue.requeue(message, not_before=clock.now() + LOOK_AGAIN, held_by=verdict.rule)
    elif isinstance(verdict, Refuse):
        queue.end([message.pk], State.REFUSED, verdict.rule, verdict.reason)


def _as_claimed(batch: Sequence[Message]) -> list[Claimed]:
    undisturbed = Contact.everywhere.filter(pk__in=[message.contact_id for message in batch], dnd=True)
    resting = set(undisturbed.values_list("pk", flat=True))
    return [Claimed(message, message.contact_id in resting) for message in batch]
