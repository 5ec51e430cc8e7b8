"""Contract §10, choices: {id, label, …}."""

from typing import Any

from apps.contacts.models import Contact
from apps.senders.models import Sender
from apps.sequences.models import Sequence


def word(name: str) -> dict[str, Any]:
    """Of tags and stages, which go by their names."""
    return {"id": name, "label": name}


def contact(row: Contact) -> dict[str, Any]:
    label = f"{row.full_name} ({row.phone})" if row.full_name else row.phone
    return {"id": row.pk, "label": label, "phone": row.phone}


def phone_number(row: Sender) -> dict[str, Any]:
    return {"id": row.pk, "label": row.label or row.address, "phone_number": row.address}


def sequence(row: Sequence) -> dict[str, Any]:
    return {"id": row.pk, "label": row.name, "name": row.name}
