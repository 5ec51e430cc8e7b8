"""The webhook dialect of v1 (contract § 10): the envelope, its data, and the MSVS-Signature."""

import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson

from apps.api.kernel.stamps import seconds
from apps.api.v1 import samples
from apps.api.v1.facts import Facts, gather
from apps.events.models import Event
from apps.webhooks.dialects import Rendered

# Our name → names in the diary that may cause it.
EVENTS: Mapping[str, tuple[str, ...]] = {
    "message.queued": ("message.queued",),
    "message.sent": ("message.sent",),
    "message.delivered": ("message.delivered",),
    "message.failed": ("message.failed",),
    "message.replied": ("message.received",),
    "contact.opted_in": ("contact.opted_in", "consent.confirmed"),
    "contact.opted_out": ("contact.opted_out",),
    "campaign.dispatched": ("campaign.dispatched",),
    "campaign.completed": ("campaign.completed",),
    "credits.low": ("credits.low",),
}
ALIASES: Mapping[str, str] = {}
_NAMES = {source: name for name, sources in EVENTS.items() for source in sources}
Data = dict[str, Any] | None
_DATA: dict[str, Callable[[Facts, Event], Data]] = {
    "message.replied": Facts.reply,
    "message": Facts.message,
    "contact": Facts.contact,
    "campaign": Facts.campaign,
    "credits": Facts.credits,
}


def render(events: Sequence[Event]) -> list[Rendered]:
    """Bodies for a batch of one workspace; what is gone by now (a deleted message) is left out."""
    mine = [event for event in events if event.name in _NAMES]
    facts = gather(mine)
    found = [(event, _NAMES[event.name], _data(facts, event)) for event in mine]
    return [
        Rendered(event, name, event.public_id, envelope(event.public_id, name, event.at, data))
        for event, name, data in found
        if data is not None
    ]


def _data(facts: Facts, event: Event) -> Data:
    name = _NAMES[event.name]
    return (_DATA.get(name) or _DATA[name.partition(".")[0]])(facts, event)


def envelope(ref: str, name: str, at: datetime, data: Any) -> str:
    """As it is posted, and as GET /v1/events answers it."""
    return orjson.dumps({"id": ref, "type": name, "created_at": seconds(at), "data": data}).decode()


def sample(name: str) -> dict[str, Any]:
    return samples.envelope(name)


def headers(name: str, body: str, secrets: Sequence[str], at: datetime) -> dict[str, str]:
    """MSVS-Signature: t=…,v1=… with one v1 for each secret that is valid now."""
    moment = int(at.timestamp())
    signed = f"{moment}.{body}".encode()
    macs = [hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() for secret in secrets]
    return {"MSVS-Signature": ",".join([f"t={moment}", *(f"v1={mac}" for mac in macs)])}
