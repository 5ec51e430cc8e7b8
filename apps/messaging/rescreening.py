"""Screen again: what changed while a text waited in the queue stops it at the door."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

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
EXPIRED = "expired"


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


def rescreen(batch: Sequence[Message]) -> list[Verdict]:
    """A verdict for each of these claimed messages of one workspace; None: it may still go."""
    now = clock.now()
    contacts = _contacts(batch)
    claimed = [Claimed(one, contacts.get(one.contact_id, ("", False))[1]) for one in batch]
    verdicts = gates.screen(batch[0].workspace, claimed, now, gates.BEFORE_CARRIER)
    return [
        _aged(one, now) or _moved(one, contacts) or verdict
        for one, verdict in zip(batch, verdicts, strict=True)
    ]


def _contacts(batch: Sequence[Message]) -> dict[int, tuple[str, bool]]:
    """Contact id → number and do-not-disturb, as they are now."""
    rows = Contact.everywhere.filter(pk__in={one.contact_id for one in batch})
    return {pk: (phone, dnd) for pk, phone, dnd in rows.values_list("pk", "phone", "dnd")}


def _aged(message: Message, now: datetime) -> Refuse | None:
    late = message.valid_until is not None and message.valid_until < now
    return Refuse(EXPIRED, "It could not be sent in time.") if late else None


def _moved(message: Message, contacts: Mapping[int, tuple[str, bool]]) -> Refuse | None:
    """The number was somebody's when the text was queued; it may be another person's now."""
    if contacts.get(message.contact_id, (message.phone, False))[0] == message.phone:
        return None
    return Refuse("number_changed", "The contact has another number by now.")


def turn_back(batch: Sequence[tuple[Message, Verdict]]) -> None:
    """What may not go now: back to the queue when that can pass by itself, else to its end (and refunded).

    Call after the claim was committed: a lane is locked here, and pausing locks lanes before messages.
    """
    ended: defaultdict[Refuse, list[int]] = defaultdict(list)
    for message, verdict in batch:
        if isinstance(verdict, Hold):
            queue.give_back(message, not_before=verdict.until, held_by=verdict.rule)
        elif isinstance(verdict, Refuse) and verdict.rule in PASSING:
            _wait(message, verdict)
        elif isinstance(verdict, Refuse):
            ended[verdict].append(message.pk)
    for refuse, ids in ended.items():
        to = State.FAILED if refuse.rule == EXPIRED else State.REFUSED
        queue.end(ids, to, refuse.rule, refuse.reason)


def _wait(message: Message, refuse: Refuse) -> None:
    """This text waits, and with it all that is due of the same workspace or sender."""
    until = clock.now() + LOOK_AGAIN
    queue.give_back(message, not_before=until, held_by=refuse.rule)
    alike = Message.objects.of(message.workspace_id)
    if refuse.rule == "sender_usable":
        alike = alike.filter(sender=message.sender_id)
    queue.move_on(alike, until, refuse.rule)
