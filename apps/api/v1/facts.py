"""What the events of a batch are about, fetched in a few queries however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, OuterRef, Q, Subquery

from apps.accounts.models import Workspace
from apps.api.kernel.stamps import seconds
from apps.api.v1.views.credits import credits_of
from apps.api.v1.write import campaigns as write_campaigns
from apps.api.v1.write import contacts as write_contacts
from apps.api.v1.write import messages as write_messages
from apps.api.v1.write import texts as write_texts
from apps.campaigns.models import Campaign
from apps.contacts.models import Contact
from apps.events.models import Event
from apps.messaging.models import Message, Scheduled


@dataclass(slots=True)
class Facts:
    """Objects as v1 writes them, by public id or key; None where one is gone."""

    workspace: Workspace | None = None
    messages: dict[str, Message] = field(default_factory=dict)
    planned: dict[str, dict[str, Any]] = field(default_factory=dict)  # failed before they were messages
    answered: dict[str, Message] = field(default_factory=dict)  # inbound id → the text that it answers
    contacts: dict[int, dict[str, Any]] = field(default_factory=dict)
    by_phone: dict[str, dict[str, Any]] = field(default_factory=dict)
    campaigns: dict[str, dict[str, Any]] = field(default_factory=dict)

    def message(self, event: Event) -> dict[str, Any] | None:
        """In the state that the event tells of, whatever it is by now."""
        status = event.name.partition(".")[2]
        if planned := self.planned.get(event.subject):
            return {**planned, "status": status}
        row = self.messages.get(event.subject)
        return {**write_messages.message(row), "status": status} if row else None

    def reply(self, event: Event) -> dict[str, Any] | None:
        """The text that was answered, with the answer in it."""
        inbound, text = self.messages.get(event.subject), self.answered.get(event.subject)
        if inbound is None or text is None:
            return None
        reply = {"body": inbound.body, "received_at": seconds(inbound.created_at)}
        return {**write_messages.message(text), "status": "replied", "reply": reply}

    def contact(self, event: Event) -> dict[str, Any] | None:
        """Who may be known by the number alone: an opt-out that a file told of."""
        return self.contacts.get(event.contact_id or 0) or self.by_phone.get(event.facts.get("phone", ""))

    def campaign(self, event: Event) -> dict[str, Any] | None:
        return self.campaigns.get(event.subject)

    def credits(self, event: Event) -> dict[str, Any]:
        return credits_of(event.workspace)


def gather(events: Sequence[Event]) -> Facts:
    if not events:
        return Facts()
    workspace = events[0].workspace
    facts = Facts(workspace, messages=_messages(workspace, _subjects(events, "message.")))
    facts.planned = _planned(workspace, _subjects(events, "message.failed") - set(facts.messages))
    inbound = [one for one in facts.messages.values() if one.direction == Message.Direction.IN]
    facts.answered = _answered(workspace, inbound)
    facts.contacts, facts.by_phone = _contacts(
        workspace, [one for one in events if one.name.startswith(("contact.", "consent."))]
    )
    facts.campaigns = _campaigns(workspace, _subjects(events, "campaign."))
    return facts


def _subjects(events: Sequence[Event], start: str) -> set[str]:
    return {event.subject for event in events if event.name.startswith(start)}


def _messages(workspace: Workspace, ids: set[str]) -> dict[str, Message]:
    rows = Message.objects.of(workspace).filter(public_id__in=ids).select_related("contact", "workspace")
    return {row.public_id: row for row in rows}


def _planned(workspace: Workspace, ids: set[str]) -> dict[str, dict[str, Any]]:
    if not ids:
        return {}
    rows = Scheduled.objects.of(workspace).filter(public_id__in=ids).select_related("sender")
    return {body["id"]: body for body in write_texts.texts(workspace, list(rows))}


def _answered(workspace: Workspace, inbound: Sequence[Message]) -> dict[str, Message]:
    """The newest text to the same person from the same number before each of these."""
    earlier = (
        Message.objects.of(workspace)
        .outbound()
        .filter(contact=OuterRef("contact"), sender=OuterRef("sender"), pk__lt=OuterRef("pk"))
    )
    newest = earlier.exclude(kind=Message.Kind.SYSTEM).order_by().values("contact").annotate(Max("pk"))
    rows = Message.objects.of(workspace).filter(pk__in=[one.pk for one in inbound])
    pairs = rows.annotate(text=Subquery(newest.values("pk__max"))).values_list("public_id", "text")
    by_pk = _by_key(workspace, {text for _, text in pairs if text})
    return {public_id: by_pk[text] for public_id, text in pairs if text in by_pk}


def _by_key(workspace: Workspace, keys: set[int]) -> dict[int, Message]:
    rows = Message.objects.of(workspace).filter(pk__in=keys).select_related("contact", "workspace")
    return {row.pk: row for row in rows}


def _contacts(
    workspace: Workspace, events: Sequence[Event]
) -> tuple[dict[int, dict[str, Any]], dict[str, dict[str, Any]]]:
    """By key, and by number for events that know no more."""
    keys = {event.contact_id for event in events if event.contact_id}
    phones = {event.facts.get("phone", "") for event in events if not event.contact_id} - {""}
    wanted = Q(pk__in=keys) | Q(phone__in=phones) if phones else Q(pk__in=keys)
    rows = list(Contact.objects.of(workspace).filter(wanted).prefetch_related("taggings__tag"))
    written = list(zip(rows, write_contacts.contacts(workspace, rows), strict=True))
    return {row.pk: body for row, body in written}, {row.phone: body for row, body in written}


def _campaigns(workspace: Workspace, ids: set[str]) -> dict[str, dict[str, Any]]:
    rows = list(
        Campaign.objects.of(workspace).filter(public_id__in=ids).select_related("workspace", "sender", "lane")
    )
    written = write_campaigns.campaigns(workspace, rows) if rows else []
    return {row.public_id: body for row, body in zip(rows, written, strict=True)}
