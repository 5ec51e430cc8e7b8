"""Contract §3, the contact object."""

from typing import Any

from apps.api.kernel.stamps import milliseconds
from apps.api.readysms.fields import FIRST_STAGE, PLACES
from apps.contacts.models import Contact
from apps.imports import cells
from apps.pipeline.models import Placement


def contact(row: Contact) -> dict[str, Any]:
    """Of a row with its tags and stage (read.contacts.shown). What is not known is null."""
    return {
        "id": row.pk,
        "first_name": row.first_name or None,
        "last_name": row.last_name or None,
        "phone": row.phone,
        "email": row.email or None,
        **{name: row.attributes.get(name) for name in PLACES},
        "tags": tags(row),
        "pipeline_stage": stage(row),
        "source": row.source or None,
        "status": row.status,
        "dnd_sms": row.dnd,
        "custom_fields": {name: held for name, held in row.attributes.items() if name not in PLACES},
        "created_at": milliseconds(row.created_at),
        "updated_at": milliseconds(row.updated_at),
    }


def tags(row: Contact) -> list[str]:
    return sorted(tagging.tag.name for tagging in row.taggings.all())


def stage(row: Contact) -> str:
    placement: Placement | None = getattr(row, "placement", None)
    return placement.stage.key if placement else FIRST_STAGE


HEADINGS = ("phone", "first_name", "last_name", "email", "tags", "pipeline_stage")


def line(row: Contact) -> list[str]:
    """A line of the CSV template."""
    return [row.phone, row.first_name, row.last_name, row.email, cells.join(tags(row)), stage(row)]
