"""The webhook dialect of ReadySMS (contract §5): the body is the payload, with no envelope around it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson

from apps.api.readysms.facts import Facts, gather
from apps.api.readysms.samples import SAMPLES
from apps.api.readysms.write import payloads
from apps.events.models import Event
from apps.webhooks.dialects import Rendered

# Our name → names in the diary that may cause it.
EVENTS: Mapping[str, tuple[str, ...]] = {
    "message_received": ("message.received",),
    "new_contact": ("contact.created", "contact.imported"),
    "new_conversation": ("conversation.started",),
    "contact_opted_out": ("contact.opted_out",),
    "message_delivered": ("message.delivered",),
    "message_failed": ("message.failed",),
    "stage_changed": ("contact.stage_changed", "contact.staged_in_bulk"),
    "tag_added": ("contact.tagged", "contact.tagged_in_bulk"),
    "tag_removed": ("contact.untagged", "contact.untagged_in_bulk"),
    "dnd_changed": ("contact.dnd_changed", "contact.dnd_in_bulk"),
    "sequence_completed": ("sequence.completed",),
    "keyword_received": ("keyword.used",),
    "message_sent": ("message.sent",),
}
ALIASES: Mapping[str, str] = {
    "inbound_reply": "message_received",
    "new_message": "message_received",
    "inbound_message": "message_received",
    "sms_received": "message_received",
    "contact_created": "new_contact",
    "conversation_started": "new_conversation",
    "opt_out": "contact_opted_out",
    "contact_opt_out": "contact_opted_out",
    "pipeline_stage_changed": "stage_changed",
    "contact_tagged": "tag_added",
    "dnd_updated": "dnd_changed",
    "drip_completed": "sequence_completed",
    "inbound_keyword": "keyword_received",
    "keyword_matched": "keyword_received",
}
NAMES = {source: name for name, sources in EVENTS.items() for source in sources}
_PAYLOADS: Mapping[str, Callable[[Facts, Event], dict[str, Any] | None]] = {
    "message_received": payloads.received,
    "new_contact": payloads.new_contact,
    "new_conversation": payloads.new_conversation,
    "contact_opted_out": payloads.opted_out,
    "message_delivered": payloads.delivered,
    "message_failed": payloads.failed,
    "stage_changed": payloads.stage_changed,
    "tag_added": payloads.tag_added,
    "tag_removed": payloads.tag_removed,
    "dnd_changed": payloads.dnd_changed,
    "sequence_completed": payloads.sequence_completed,
    "keyword_received": payloads.keyword_received,
    "message_sent": payloads.sent,
}


def render(events: Sequence[Event]) -> list[Rendered]:
    """Bodies for a batch of one workspace; what is gone by now (a deleted contact) is left out."""
    return [
        Rendered(event, name, event.public_id, orjson.dumps(body).decode())
        for event, name, body in told(events)
    ]


def told(events: Sequence[Event]) -> list[tuple[Event, str, dict[str, Any]]]:
    """(event, our name, payload) of those that we have a name for, in order."""
    mine = [event for event in events if event.name in NAMES]
    facts = gather(mine)
    found = [(event, NAMES[event.name], _PAYLOADS[NAMES[event.name]](facts, event)) for event in mine]
    return [(event, name, body) for event, name, body in found if body is not None]


def sample(name: str) -> dict[str, Any]:
    return dict(SAMPLES[name])


def headers(name: str, body: str, secrets: Sequence[str], at: datetime) -> dict[str, str]:
    """The contract has no signature; the event's name goes along."""
    return {"X-ReadySMS-Event": name}
