"""Contract § 7, the contact object."""

from collections.abc import Sequence
from typing import Any

from apps.accounts.models import Workspace
from apps.api.kernel.stamps import seconds
from apps.compliance import queries as compliance
from apps.compliance.models import ConsentEvent, Suppression
from apps.contacts.models import Contact


def contacts(workspace: Workspace, rows: Sequence[Contact]) -> list[dict[str, Any]]:
    """In two queries more, however many there are."""
    phones = [row.phone for row in rows]
    consents = compliance.consents(workspace.pk, phones)
    out = compliance.suppressions(workspace.pk, phones)
    return [_contact(row, consents.get(row.phone), out.get(row.phone, [])) for row in rows]


def contact(workspace: Workspace, row: Contact) -> dict[str, Any]:
    return contacts(workspace, [row])[0]


def _contact(row: Contact, consent: ConsentEvent | None, standing: Sequence[Suppression]) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "object": "contact",
        "phone": row.phone,
        "first_name": row.first_name or None,
        "last_name": row.last_name or None,
        "email": row.email or None,
        "opt_in": _opt_in(consent, standing),
        "dnd": row.dnd,
        "status": row.status,
        "source": row.source or None,
        "tags": sorted(tagging.tag.name for tagging in row.taggings.all()),
        "attributes": row.attributes,
        "created_at": seconds(row.created_at),
        "updated_at": seconds(row.updated_at),
    }


def _opt_in(consent: ConsentEvent | None, standing: Sequence[Suppression]) -> dict[str, Any]:
    """status: opted_in, opted_out, pending (asked to confirm) or unknown."""
    out = next((one for one in standing if one.kind == Suppression.Kind.OPT_OUT and not one.sender_id), None)
    granted = consent is not None and consent.kind in ConsentEvent.GRANTS
    return {
        "status": _status(consent, out),
        "source": (consent.source or None) if consent else None,
        "ip": consent.evidence.get("ip") if consent else None,
        "opted_in_at": seconds(consent.occurred_at or consent.recorded_at) if consent and granted else None,
        "opted_out_at": seconds(out.created_at) if out else None,
    }


def _status(consent: ConsentEvent | None, out: Suppression | None) -> str:
    if out or (consent and consent.kind == ConsentEvent.Kind.OPT_OUT):
        return "opted_out"
    if consent and consent.kind in ConsentEvent.GRANTS:
        return "opted_in"
    return "pending" if consent and consent.kind == ConsentEvent.Kind.OPT_IN_ASKED else "unknown"
