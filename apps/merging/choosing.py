"""Which values the merged contact has: its own, the other's where it has none, and what is taken."""

from collections.abc import Collection
from typing import Any

from apps.contacts.fields import MAX_ATTRIBUTES
from apps.contacts.models import Contact
from apps.merging.refusals import UnknownValue

COLUMNS = ("first_name", "last_name", "email")
NAMES = frozenset({*COLUMNS, "phone", "stage"})
ATTRIBUTE = "attributes."
OTHER_PHONE = "other_phone"


def check(take: Collection[str]) -> None:
    """Raises UnknownValue."""
    for name in take:
        if name not in NAMES and not name.startswith(ATTRIBUTE):
            raise UnknownValue


def values(kept: Contact, gone: Contact, take: Collection[str]) -> dict[str, Any]:
    """What is written on the kept contact. Do-not-disturb of either stays; the older date counts."""
    chosen = {name: _one(kept, gone, name, take) for name in COLUMNS}
    phone, left = (gone.phone, kept.phone) if "phone" in take else (kept.phone, gone.phone)
    return {
        **chosen,
        "phone": phone,
        "attributes": _attributes(kept, gone, take, left),
        "dnd": kept.dnd or gone.dnd,
        "dnd_by": kept.dnd_by or gone.dnd_by,
        "created_at": min(kept.created_at, gone.created_at),
    }


def _one(kept: Contact, gone: Contact, name: str, take: Collection[str]) -> str:
    own, other = str(getattr(kept, name)), str(getattr(gone, name))
    return other if name in take or not own else own


def _attributes(kept: Contact, gone: Contact, take: Collection[str], left: str) -> dict[str, Any]:
    """The number that goes stands as an attribute, so that whoever looks for it finds the person."""
    taken = {name: value for name, value in gone.attributes.items() if f"{ATTRIBUTE}{name}" in take}
    merged = {**gone.attributes, **kept.attributes, **taken}
    if OTHER_PHONE not in merged:
        merged[OTHER_PHONE] = left
    # Of more than a contact may have, the kept one's own come first.
    return dict(sorted(merged.items(), key=lambda item: item[0] not in kept.attributes)[:MAX_ATTRIBUTES])
