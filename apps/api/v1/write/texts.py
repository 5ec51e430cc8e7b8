"""Contract § 5: messages and planned texts, both as the message object."""

from collections.abc import Sequence
from typing import Any

from apps.accounts.models import Workspace
from apps.api.kernel.stamps import seconds
from apps.api.v1.errors import code_of
from apps.api.v1.write.messages import message
from apps.contacts.models import Contact
from apps.copywriting.encoding import measure
from apps.messaging.models import Message, Scheduled
from apps.senders import queries as senders

Text = Message | Scheduled


def texts(workspace: Workspace, rows: Sequence[Text]) -> list[dict[str, Any]]:
    """In at most three queries more, however many there are."""
    planned = [row for row in rows if isinstance(row, Scheduled)]
    known = _contacts(workspace, planned)
    default = senders.default(workspace) if any(row.sender is None for row in planned) else None
    address = default.address if default else None
    times = _times(workspace, [row for row in rows if isinstance(row, Message)])
    return [
        scheduled(row, known.get(row.phone), address)
        if isinstance(row, Scheduled)
        else message(row, times.get(row.public_id))
        for row in rows
    ]


def fresh(workspace: Workspace, row: Text) -> dict[str, Any]:
    """One that was made in this request. A message of now was never planned: nothing more is looked up."""
    return message(row) if isinstance(row, Message) else texts(workspace, [row])[0]


def scheduled(row: Scheduled, contact_id: str | None, default: str | None) -> dict[str, Any]:
    """Its body still has its placeholders, so `segments` is of what is there now; nothing is charged yet."""
    return {
        "id": row.public_id,
        "object": "message",
        "to": row.phone,
        "from": row.sender.address if row.sender else default,
        "body": row.body,
        "status": row.state,
        "segments": measure(row.body).parts,
        "credits_used": 0,
        "metadata": row.metadata,
        "campaign_id": None,
        "contact_id": contact_id,
        "error": _error(row),
        "scheduled_at": seconds(row.at),
        "created_at": seconds(row.created_at),
        "sent_at": None,
        "delivered_at": None,
    }


def _error(row: Scheduled) -> dict[str, str] | None:
    """Why it failed; what only stands in its way for now is tried again, and no error yet."""
    if row.state != Scheduled.State.FAILED:
        return None
    return {"code": code_of(row.error_code), "message": row.error_text}


def _contacts(workspace: Workspace, planned: Sequence[Scheduled]) -> dict[str, str]:
    """Phone → public id; whoever is new becomes a contact when the text goes."""
    if not planned:
        return {}
    rows = Contact.objects.of(workspace).filter(phone__in={row.phone for row in planned})
    return dict(rows.values_list("phone", "public_id"))


def _times(workspace: Workspace, rows: Sequence[Message]) -> dict[str, Any]:
    """Message → when it had been planned for; only single texts can have been."""
    single = [row.public_id for row in rows if row.kind == Message.Kind.DIRECT]
    if not single:
        return {}
    return dict(Scheduled.objects.of(workspace).filter(public_id__in=single).values_list("public_id", "at"))
