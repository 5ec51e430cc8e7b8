"""Verbs of many contacts at once (imports). The diary is left to the caller: one line for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from apps.common import bulk, clock
from apps.common.among import Among
from apps.common.ids import new_ulids
from apps.common.present import present
from apps.contacts.models import Contact

COLUMNS = (
    "workspace_id",
    "public_id",
    "phone",
    "first_name",
    "last_name",
    "email",
    "attributes",
    "source",
    "status",
    "dnd",
    "dnd_by",
    "created_at",
    "updated_at",
)
# What `change` may write.
CHANGEABLE = ("first_name", "last_name", "email", "attributes", "dnd", "dnd_by")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A contact before it is there. phone: E.164. details: clean, as apps.contacts.fields leaves them."""

    phone: str
    details: Mapping[str, Any]


def by_phone(workspace_id: int, phones: Sequence[str]) -> dict[str, Contact]:
    """The contacts of these numbers that are there, locked until the transaction ends (on PostgreSQL)."""
    if not (there := present(Contact, "phone", phones, workspace_id=workspace_id)):
        return {}
    rows = Contact.objects.of(workspace_id).filter(Among("phone", there)).order_by("pk")
    return {row.phone: row for row in rows.select_for_update(no_key=True)}


def add(workspace_id: int, arrivals: Sequence[Arrival], *, source: str) -> dict[str, int]:
    """Make contacts; answers phone → id. IntegrityError when one is there by now: look again and repeat."""
    now = clock.now()
    ids = new_ulids(len(arrivals))
    rows = (_row(workspace_id, ulid, one, source[:40], now) for ulid, one in zip(ids, arrivals, strict=True))
    keys = bulk.write(Contact, COLUMNS, rows, len(arrivals))
    return {one.phone: key for one, key in zip(arrivals, keys, strict=True)}


def _row(workspace_id: int, ulid: UUID, one: Arrival, source: str, now: datetime) -> tuple[Any, ...]:
    get = one.details.get
    return (
        workspace_id,
        ulid,
        one.phone,
        get("first_name", ""),
        get("last_name", ""),
        get("email", ""),
        get("attributes", {}),
        source,
        Contact.Status.ACTIVE.value,
        get("dnd", False),
        get("dnd_by", ""),
        now,
        now,
    )


def change(contacts: Sequence[Contact]) -> None:
    """Write changed contacts back. They must have been read in this transaction by `by_phone`."""
    now = clock.now()
    for contact in contacts:
        contact.updated_at = now
    # An upsert by key: one statement, where bulk_update makes a CASE for each row and column.
    Contact.everywhere.bulk_create(
        contacts,
        batch_size=bulk.BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*CHANGEABLE, "updated_at"],
    )
