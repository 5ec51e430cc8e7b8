"""The story of a contact: messages as §2.3 shows them, events under their names."""

from collections.abc import Sequence
from typing import Any

from apps.accounts.models import Workspace
from apps.api.kernel.stamps import milliseconds
from apps.api.readysms.read.timeline import Row
from apps.api.readysms.write import logs
from apps.events.models import Event
from apps.messaging.models import Message


def entries(workspace: Workspace, rows: Sequence[Row]) -> list[dict[str, Any]]:
    said = {one["id"]: one for one in logs.messages(workspace, [r for r in rows if isinstance(r, Message)])}
    return [message(said[row.pk]) if isinstance(row, Message) else event(row) for row in rows]


def message(body: dict[str, Any]) -> dict[str, Any]:
    kind = "message_received" if body["direction"] == "inbound" else "message_sent"
    return {"type": kind, "created_at": body["created_at"], "data": body}


def event(row: Event) -> dict[str, Any]:
    return {"type": row.name.replace(".", "_"), "created_at": milliseconds(row.at), "data": row.facts}
