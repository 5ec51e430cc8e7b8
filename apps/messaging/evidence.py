"""All that proves what one number agreed to and what it got: consents, opt-outs, texts, in one document.

It is keyed by number, so it can be made when the contact is gone; the texts went with the contact.
"""

from collections.abc import Sequence
from typing import Any

from apps.accounts.models import Workspace
from apps.common import clock
from apps.compliance import exporting, placing
from apps.compliance.canonical import exported, moment
from apps.compliance.decision_models import Decision
from apps.compliance.models import Attestation, ConsentEvent, Suppression
from apps.contacts.models import Contact
from apps.messaging.models import Message

FORMAT = "sendwell-evidence/1"
# Newest texts and decisions in one document; a number gets some hundred in ten years.
MOST = 2_000


def pack(workspace: Workspace, phone: str) -> dict[str, Any]:
    """The document, as JSON takes it. Times are UTC; `statements` are the ledger lines of attestations."""
    anchor = exporting.anchor(workspace)
    ledger = (
        ConsentEvent.objects.of(workspace).filter(position__lte=anchor.lines).select_related("attestation")
    )
    lines = list(ledger.filter(phone=phone).order_by("position"))
    statements = _statements(ledger, lines)
    first = min((line.position for line in [*lines, *statements]), default=0)
    contact = Contact.objects.of(workspace).filter(phone=phone).first()
    return {
        "format": FORMAT,
        "org": workspace.public_id,
        "workspace": workspace.name,
        "company": workspace.brand,
        "phone_e164": phone,
        "made_at": moment(clock.now()),
        "contact": _contact(contact),
        "ledger": {"lines": anchor.lines, "head": anchor.head},
        "consents": [exported(workspace.public_id, line) for line in lines],
        "statements": [exported(workspace.public_id, line) for line in statements],
        "path": placing.path(workspace, first, anchor),
        "suppressions": [_suppression(row) for row in _suppressions(workspace, phone)],
        "texts": [_text(row, lines) for row in _texts(workspace, contact)],
        "stopped": [_decision(row) for row in Decision.objects.of(workspace).filter(phone=phone)[:MOST]],
    }


def _statements(ledger: Any, lines: Sequence[ConsentEvent]) -> list[ConsentEvent]:
    """The lines that hold the statements which these consents stand on."""
    ids = {line.attestation_id for line in lines if line.attestation_id}
    named = ledger.filter(attestation__in=Attestation.everywhere.filter(pk__in=ids))
    return list(named.filter(kind=ConsentEvent.Kind.ATTESTED, phone="").order_by("position"))


def _contact(contact: Contact | None) -> dict[str, Any] | None:
    if contact is None:
        return None
    return {"id": contact.public_id, "name": contact.full_name, "since": moment(contact.created_at)}


def _suppressions(workspace: Workspace, phone: str) -> Any:
    return Suppression.objects.of(workspace).filter(phone=phone).select_related("sender").order_by("id")


def _suppression(row: Suppression) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "kind": row.kind,
        "sender": row.sender.address if row.sender else "",
        "source": row.source,
        "since": moment(row.created_at),
        "evidence": row.evidence,
        "lifted_at": moment(row.lifted_at) if row.lifted_at else None,
        "lifted_by": row.lifted_by,
        "lift_reason": row.lift_reason,
    }


def _texts(workspace: Workspace, contact: Contact | None) -> list[Message]:
    """Oldest first; of very many the newest."""
    if contact is None:
        return []
    newest = Message.objects.of(workspace).filter(contact=contact).order_by("-id")[:MOST]
    return list(newest)[::-1]


def _text(row: Message, lines: Sequence[ConsentEvent]) -> dict[str, Any]:
    came_in = {
        "id": row.public_id,
        "direction": row.direction,
        "at": moment(row.created_at),
        "our_address": row.address,
        "body": row.body,
    }
    if row.direction == Message.Direction.IN:
        return came_in
    return came_in | {
        "kind": row.kind,
        "state": row.state,
        "sent_at": moment(row.sent_at) if row.sent_at else None,
        "delivered_at": moment(row.delivered_at) if row.delivered_at else None,
        "screened_at": moment(row.screened_at),
        "ruleset": row.ruleset,
        "consent": _basis(row, lines),
    }


def _basis(row: Message, lines: Sequence[ConsentEvent]) -> str | None:
    """The grant that was the newest line of consent when the gates were asked."""
    before = [line for line in lines if line.recorded_at <= row.screened_at]
    grants = [line for line in before if line.kind in ConsentEvent.GRANTS]
    return grants[-1].public_id if grants else None


def _decision(row: Decision) -> dict[str, Any]:
    return {
        "at": moment(row.at),
        "about": row.about,
        "outcome": row.outcome,
        "rule": row.rule,
        "reason": row.reason,
        "ruleset": row.ruleset,
        "inputs": row.inputs,
    }
