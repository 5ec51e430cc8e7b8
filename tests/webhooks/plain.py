"""A dialect of the tests: tags added and removed, as they stand in the diary, signed with all secrets."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from apps.events.models import Event
from apps.webhooks.dialects import Rendered

EVENTS = {"tagged": ("contact.tagged",), "untagged": ("contact.untagged",)}
ALIASES = {"tag_added": "tagged"}
_NAMES = {"contact.tagged": "tagged", "contact.untagged": "untagged"}


def render(events: Sequence[Event]) -> list[Rendered]:
    return [
        Rendered(
            event, _NAMES[event.name], event.public_id, json.dumps({"id": event.public_id, **event.facts})
        )
        for event in events
        if event.name in _NAMES
    ]


def _body(event: Event) -> str:
    return json.dumps({"id": event.public_id, **event.facts})


def sample(name: str) -> dict[str, Any]:
    return {"sample": name}


def headers(name: str, body: str, secrets: Sequence[str], at: datetime) -> dict[str, str]:
    macs = [hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest() for secret in secrets]
    return {"X-Event": name, "X-At": str(at.timestamp()), "X-Signature": " ".join(macs)}
