"""What the events of a batch are about, fetched in a few queries however many there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Min

from apps.accounts.models import Workspace
from apps.api.readysms.read import contacts as read
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.events.models import Event
from apps.messaging.models import Conversation, Message
from apps.sequences.models import Sequence as Drip


@dataclass(slots=True)
class Facts:
    """Rows by public id or key; what is gone is not there. rate: USD a credit."""

    rate: Decimal = Decimal(0)
    messages: dict[str, Message] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    firsts: dict[int, Message] = field(default_factory=dict)  # conversation's key → its first message
    contacts: dict[int, Contact] = field(default_factory=dict)
    by_phone: dict[str, Contact] = field(default_factory=dict)
    sequences: dict[str, Drip] = field(default_factory=dict)

    def message(self, event: Event) -> Message | None:
        """The text that the event is about, or that it names among its facts."""
        return self.messages.get(event.subject) or self.messages.get(event.facts.get("message", ""))

    def contact(self, event: Event) -> Contact | None:
        """The person, who may be known by the number alone (an opt-out that a file told of)."""
        known = self.contacts.get(event.contact_id or 0)
        return known or self.by_phone.get(event.facts.get("phone", ""))


def gather(events: Sequence[Event]) -> Facts:
    """Of events of one workspace."""
    if not events:
        return Facts()
    workspace = events[0].workspace
    facts = Facts(Decimal(ledger.account_of(workspace).rate_usd))
    facts.messages = _messages(workspace, events)
    facts.conversations = _conversations(workspace, _subjects(events, "conversation."))
    facts.firsts = _firsts(workspace, [row.pk for row in facts.conversations.values()])
    facts.contacts, facts.by_phone = _contacts(workspace, events)
    named = {event.facts.get("sequence", "") for event in events if event.name == "sequence.completed"}
    drips = Drip.objects.of(workspace).filter(public_id__in=named) if named else ()
    facts.sequences = {row.public_id: row for row in drips}
    return facts


def _subjects(events: Sequence[Event], start: str) -> set[str]:
    return {event.subject for event in events if event.name.startswith(start)}


def _messages(workspace: Workspace, events: Sequence[Event]) -> dict[str, Message]:
    named = {event.facts.get("message", "") for event in events if event.name == "keyword.used"}
    ids = _subjects(events, "message.") | named - {""}
    return {row.public_id: row for row in _shown(workspace, public_id__in=ids)} if ids else {}


def _shown(workspace: Workspace, **which: Any) -> Iterable[Message]:
    rows: Iterable[Message] = Message.objects.of(workspace).filter(**which).select_related("contact")
    return rows


def _conversations(workspace: Workspace, ids: set[str]) -> dict[str, Conversation]:
    if not ids:
        return {}
    rows = Conversation.objects.of(workspace).filter(public_id__in=ids).select_related("sender")
    return {row.public_id: row for row in rows}


def _firsts(workspace: Workspace, conversations: list[int]) -> dict[int, Message]:
    if not conversations:
        return {}
    rows = Message.objects.of(workspace).filter(conversation__in=conversations)
    first = rows.order_by().values("conversation").annotate(first=Min("id")).values_list("first", flat=True)
    return {row.conversation_id or 0: row for row in _shown(workspace, pk__in=list(first))}


def _contacts(workspace: Workspace, events: Sequence[Event]) -> tuple[dict[int, Contact], dict[str, Contact]]:
    keys = {event.contact_id for event in events if event.contact_id}
    phones = {event.facts.get("phone", "") for event in events if not event.contact_id} - {""}
    rows = read.shown(workspace)
    by_phone = {row.phone: row for row in rows.filter(phone__in=phones)} if phones else {}
    return {row.pk: row for row in rows.filter(pk__in=keys)} if keys else {}, by_phone
