"""The small objects that the product has beyond the contract, each in its style."""

from typing import Any

from apps.api.kernel.stamps import seconds
from apps.audiences.models import Segment
from apps.compliance.models import ConsentEvent, Suppression
from apps.contacts.models import CustomField
from apps.copywriting.encoding import measure
from apps.copywriting.models import Template
from apps.messaging.models import Conversation, Remark
from apps.pipeline.models import Stage
from apps.senders.models import Sender
from apps.sequences.models import Enrolment, Job, Sequence
from apps.tags.models import Tag


def tag(row: Tag) -> dict[str, Any]:
    return {"id": row.public_id, "object": "tag", "name": row.name, "created_at": seconds(row.created_at)}


def stage(row: Stage) -> dict[str, Any]:
    return {"id": row.public_id, "object": "stage", "key": row.key, "name": row.name}


def field(row: CustomField) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "object": "field",
        "key": row.key,
        "label": row.label,
        "kind": row.kind,
        "options": row.options,
        "required": row.required,
        "column": row.is_column,
        "position": row.position,
        "created_at": seconds(row.created_at),
        "updated_at": seconds(row.updated_at),
    }


def segment(row: Segment) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "object": "segment",
        "name": row.name,
        "filter": row.filter,
        "created_at": seconds(row.created_at),
        "updated_at": seconds(row.changed_at),
    }


def template(row: Template) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "object": "template",
        "name": row.name,
        "body": row.body,
        "segments": measure(row.body).parts,
        "created_at": seconds(row.created_at),
    }


def sender(row: Sender) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "object": "sender",
        "address": row.address,
        "kind": row.kind,
        "label": row.label or None,
        "status": row.state,
        "is_default": row.is_default,
    }


def suppression(row: Suppression) -> dict[str, Any]:
    """`from`: the one sender that it stops, null for all."""
    return {
        "id": row.public_id,
        "object": "suppression",
        "phone": row.phone,
        "kind": row.kind,
        "from": row.sender.address if row.sender else None,
        "source": row.source,
        "created_at": seconds(row.created_at),
    }


def consent(row: ConsentEvent) -> dict[str, Any]:
    """One line of the ledger."""
    return {
        "id": row.public_id,
        "object": "consent",
        "position": row.position,
        "phone": row.phone,
        "kind": row.kind,
        "channel": row.channel,
        "source": row.source or None,
        "from": row.sender or None,
        "evidence": row.evidence,
        "occurred_at": seconds(row.occurred_at),
        "recorded_at": seconds(row.recorded_at),
        "hash": bytes(row.row_hash).hex(),
    }


def sequence(row: Sequence) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "object": "sequence",
        "name": row.name,
        "status": row.state,
        "created_at": seconds(row.created_at),
        "updated_at": seconds(row.updated_at),
    }


def enrolment(row: Enrolment, sequence_id: str) -> dict[str, Any]:
    """Of a row with its contact, who is null when deleted."""
    return {
        "id": row.public_id,
        "object": "enrolment",
        "sequence_id": sequence_id,
        "contact_id": row.contact.public_id if row.contact else None,
        "status": row.state,
        "step": row.step or None,
        "why": row.why or None,
        "reason": row.reason or None,
        "source": row.source,
        "enrolled_at": seconds(row.enrolled_at),
        "due_at": None if row.ended_at else seconds(row.due_at),
        "ended_at": seconds(row.ended_at),
    }


def sequence_job(row: Job, sequence_id: str) -> dict[str, Any]:
    """Its counts change with the rows, so they are true at every moment."""
    counts = ("total", "seen", "enrolled", "on_their_way", "been_before", "unknown", "moved", "handled")
    return {
        "id": row.public_id,
        "object": "sequence_job",
        "sequence_id": sequence_id,
        "kind": row.kind,
        "hand": row.hand or None,
        "status": row.state,
        "problem": row.problem or None,
        **{name: getattr(row, name) for name in counts},
        "created_at": seconds(row.created_at),
        "finished_at": seconds(row.finished_at),
    }


def note(row: Remark) -> dict[str, Any]:
    """Of a row with its conversation."""
    return {
        "id": row.public_id,
        "object": "note",
        "conversation_id": row.conversation.public_id,
        "body": row.body,
        "by": row.by,
        "created_at": seconds(row.at),
    }


def conversation(row: Conversation) -> dict[str, Any]:
    """Of a row with its contact and sender."""
    return {
        "id": row.public_id,
        "object": "conversation",
        "contact_id": row.contact.public_id,
        "phone": row.contact.phone,
        "from": row.sender.address,
        "status": "open" if row.is_open else "closed",
        "assigned_to": row.assigned_to.email if row.assigned_to else None,
        "unread": row.unread,
        "preview": row.preview,
        "last_at": seconds(row.last_at),
        "last_inbound_at": seconds(row.last_inbound_at),
        "created_at": seconds(row.started_at),
    }
