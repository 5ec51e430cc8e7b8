"""What a file changes about contacts that are there, and how that is taken back.

A change is kept as {"name": [before, after]}, attributes as {"attributes": {"tier": [None, "gold"]}}. Taking
back touches only what still has the value that the import gave. Do-not-disturb is lifted only while it is
this import's own: who sets it by hand, and a later file that says the same, makes it theirs.
"""

from typing import Any

from apps.common.ids import parse
from apps.common.spreadsheets import text
from apps.contacts.fields import MAX_ATTRIBUTES
from apps.contacts.models import Contact
from apps.imports.people import Person

Changes = dict[str, Any]


def merge(contact: Contact, person: Person, by: str) -> Changes:
    """Put what the row says on the contact (not saved); an empty cell says nothing. by: the import's id."""
    changes: Changes = {}
    given: dict[str, Any] = {**person.details, **({"dnd": True} if person.dnd else {})}
    for name, after in given.items():
        if (before := getattr(contact, name)) != after:
            changes[name] = [before, after]
            setattr(contact, name, after)
    if attributes := _attributes(contact, person.attributes):
        changes["attributes"] = attributes
    if person.dnd:
        _own_dnd(contact, by)
    return changes


def _own_dnd(contact: Contact, by: str) -> None:
    """A do-not-disturb that nobody had set, or another file, is now this file's; a person's stays theirs."""
    if not contact.dnd_by or parse("imp", contact.dnd_by):
        contact.dnd_by = by


def _attributes(contact: Contact, given: dict[str, str]) -> dict[str, list[Any]]:
    held: dict[str, Any] = contact.attributes
    changed: dict[str, list[Any]] = {}
    for name, after in given.items():
        before = held.get(name)
        # 5 and "5" are the same in a file.
        if text(before).strip() != after and (name in held or len(held) + len(changed) < MAX_ATTRIBUTES):
            changed[name] = [before, after]
    contact.attributes = {**held, **{name: after for name, (_, after) in changed.items()}}
    return changed


def take_back(contact: Contact, changes: Changes, by: str) -> bool:
    """Give the contact its old values where it still has ours (not saved). Says whether any went back."""
    took = False
    for name, change in changes.items():
        if name == "attributes":
            took = _attributes_back(contact, change) or took
        elif name == "dnd":
            took = _dnd_back(contact, by) or took
        elif getattr(contact, name) == change[1]:
            setattr(contact, name, change[0])
            took = True
    return took


def _dnd_back(contact: Contact, by: str) -> bool:
    ours = contact.dnd and contact.dnd_by == by
    if ours:
        contact.dnd, contact.dnd_by = False, ""
    return ours


def _attributes_back(contact: Contact, changes: dict[str, list[Any]]) -> bool:
    ours = {
        name: before for name, (before, after) in changes.items() if contact.attributes.get(name) == after
    }
    merged = {**contact.attributes, **ours}
    contact.attributes = {name: value for name, value in merged.items() if value is not None}
    return bool(ours)
