"""Contract §5, the bodies of webhooks. None where the row that one tells of is gone.

Its key lists allow null in one place only (a failed text's delivered_at): what is not known is "" here.
"""

from typing import Any

from apps.api.kernel.stamps import milliseconds
from apps.api.readysms.facts import Facts
from apps.api.readysms.fields import FIRST_STAGE
from apps.api.readysms.write.contacts import stage, tags
from apps.api.readysms.write.logs import cost
from apps.contacts.models import Contact
from apps.events.models import Event
from apps.messaging.models import Message

Payload = dict[str, Any] | None


def received(facts: Facts, event: Event) -> Payload:
    if (row := facts.message(event)) is None:
        return None
    return {
        "id": row.pk,
        "direction": "inbound",
        "from_number": row.phone,
        "to_number": row.address,
        "body": row.body,
        "status": "received",
        **_who(row),
        "contact_phone": row.contact.phone,
        "contact_email": row.contact.email,
        "conversation_id": row.conversation_id,
        "segments": row.parts,
        "sent_at": milliseconds(row.sent_at or row.created_at),
    }


def new_contact(facts: Facts, event: Event) -> Payload:
    if (row := facts.contact(event)) is None:
        return None
    return {
        "id": row.pk,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "phone": row.phone,
        "email": row.email,
        "tags": tags(row),
        "pipeline_stage": stage(row),
        "source": row.source,
        "status": row.status,
        "created_at": milliseconds(row.created_at),
    }


def new_conversation(facts: Facts, event: Event) -> Payload:
    """From whom to whom goes by the first text; before one is stored, it is our number that begins."""
    row, person = facts.conversations.get(event.subject), facts.contact(event)
    if row is None or person is None:
        return None
    first = facts.firsts.get(row.pk)
    ours, theirs = row.sender.address, person.phone
    came_in = first is not None and first.direction == Message.Direction.IN
    return {
        "conversation_id": row.pk,
        **_person(person),
        "first_message": first.body if first else "",
        "from_number": theirs if came_in else ours,
        "to_number": ours if came_in else theirs,
        "started_at": milliseconds(row.started_at),
    }


def opted_out(facts: Facts, event: Event) -> Payload:
    """keyword: what was written; "" when somebody else told us."""
    more = {"opted_out_at": milliseconds(event.at), "keyword": event.facts.get("keyword") or ""}
    return _about(facts, event, more)


def delivered(facts: Facts, event: Event) -> Payload:
    if (row := facts.message(event)) is None:
        return None
    paid = {"cost": cost(row, facts.rate), "delivered_at": milliseconds(row.delivered_at or event.at)}
    return {**_text(row), "status": "delivered", "segments": row.parts, **paid, **_who(row)}


def failed(facts: Facts, event: Event) -> Payload:
    if (row := facts.message(event)) is None:
        return None
    why = event.facts.get("text") or row.error_text or "Not delivered."
    return {
        **_text(row),
        "status": "failed",
        "status_description": why,
        "segments": row.parts,
        "cost": 0,
        "delivered_at": None,
        **_who(row),
    }


def sent(facts: Facts, event: Event) -> Payload:
    """Not among the twelve of the seed: as `delivered`, before it was."""
    if (row := facts.message(event)) is None:
        return None
    paid = {"cost": float(row.credits * facts.rate), "delivered_at": None}
    return {**_text(row), "status": "sent", "segments": row.parts, **paid, **_who(row)}


def stage_changed(facts: Facts, event: Event) -> Payload:
    """Who stood nowhere is shown in the first stage; being put there is no change."""
    old, new = event.facts.get("old_stage") or FIRST_STAGE, event.facts.get("new_stage") or FIRST_STAGE
    if old == new:
        return None
    return _about(facts, event, {"old_stage": old, "new_stage": new, "changed_at": milliseconds(event.at)})


def tag_added(facts: Facts, event: Event) -> Payload:
    return _tagged(facts, event, "added_at")


def tag_removed(facts: Facts, event: Event) -> Payload:
    return _tagged(facts, event, "removed_at")


def _tagged(facts: Facts, event: Event, at: str) -> Payload:
    """all_tags: those just after it, as the diary wrote down; of older lines, those of now."""
    person = facts.contact(event)
    held = event.facts.get("all_tags")
    all_tags = held if held is not None else tags(person) if person else []
    tag = event.facts.get("tag", "")
    return _about(facts, event, {"tag": tag, "all_tags": all_tags, at: milliseconds(event.at)})


def dnd_changed(facts: Facts, event: Event) -> Payload:
    more = {"dnd_sms": bool(event.facts.get("dnd")), "changed_at": milliseconds(event.at)}
    return _about(facts, event, more)


def sequence_completed(facts: Facts, event: Event) -> Payload:
    row = facts.sequences.get(event.facts.get("sequence", ""))
    if row is None:
        return None
    named = {"sequence_id": row.pk, "sequence_name": event.facts.get("name", row.name)}
    return _about(facts, event, {**named, "completed_at": milliseconds(event.at)})


def keyword_received(facts: Facts, event: Event) -> Payload:
    if (row := facts.message(event)) is None:
        return None
    more = {
        "keyword": event.facts.get("word", ""),
        "body": row.body,
        "from_number": row.phone,
        "to_number": row.address,
        "received_at": milliseconds(row.created_at),
    }
    return _about(facts, event, more)


def _about(facts: Facts, event: Event, more: dict[str, Any]) -> Payload:
    person = facts.contact(event)
    return {**_person(person), **more} if person else None


def _person(row: Contact) -> dict[str, Any]:
    return {
        "contact_id": row.pk,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "phone": row.phone,
        "email": row.email,
    }


def _who(row: Message) -> dict[str, Any]:
    return {
        "contact_id": row.contact_id,
        "contact_first_name": row.contact.first_name,
        "contact_last_name": row.contact.last_name,
    }


def _text(row: Message) -> dict[str, Any]:
    return {
        "message_id": row.pk,
        "sendivo_message_id": row.public_id,
        "from_number": row.address,
        "to_number": row.phone,
        "body": row.body,
    }
