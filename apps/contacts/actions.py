"""Verbs of contacts. Deleting is messaging's (erasure.py): texts and money hang on it."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from apps.accounts.models import Workspace
from apps.common import bulk, clock
from apps.common.compiled import Compiled
from apps.common.refusals import NotFound
from apps.contacts import fields
from apps.contacts.models import Contact
from apps.contacts.refusals import ContactExists
from apps.events import diary

# What `update` compares and writes.
CHANGING = ("phone", "first_name", "last_name", "email", "attributes", "status", "source", "dnd")
_OF_NUMBER = Compiled[Contact](lambda place, phone: Contact.objects.of(place).filter(phone=phone), int, str)


@transaction.atomic
def create(
    workspace: Workspace, phone: str, details: Mapping[str, Any], *, source: str, actor: str = ""
) -> Contact:
    """A new contact. Raises InvalidPhone, InvalidEmail, InvalidAttributes, InvalidStatus, ContactExists."""
    number = fields.phone(phone, workspace.default_region)
    values = fields.clean(details)
    if "status" in details:
        values["status"] = fields.status(details["status"])
    contact, made = _get_or_make(workspace, number, values, source, actor)
    if not made:
        raise ContactExists(contact=contact)
    return contact


def find_or_create(
    workspace: Workspace,
    number: str,
    *,
    source: str,
    actor: str = "",
    details: Mapping[str, Any] | None = None,
) -> Contact:
    """The contact of a number in E.164, made with `details` when there is none."""
    return find_or_make(workspace, number, source=source, actor=actor, details=details)[0]


def find_or_make(
    workspace: Workspace,
    number: str,
    *,
    source: str,
    actor: str = "",
    details: Mapping[str, Any] | None = None,
) -> tuple[Contact, bool]:
    """The same, and whether it was made now."""
    values = fields.clean(details or {})
    with transaction.atomic(savepoint=False):  # nobody goes on without the contact
        return _get_or_make(workspace, number, values, source, actor)


def _get_or_make(
    workspace: Workspace, number: str, values: dict[str, Any], source: str, actor: str
) -> tuple[Contact, bool]:
    if found := _OF_NUMBER.one(workspace.pk, number):
        return found, False
    contact = Contact(workspace=workspace, phone=number, source=source[:40], **values)
    if not bulk.insert_if_absent(contact):  # somebody made the same one at the same moment
        return Contact.objects.of(workspace).get(phone=number), False
    diary.record(
        workspace, "contact.created", contact.public_id, contact_id=contact.pk, actor=actor, source=source
    )
    return contact, True


@transaction.atomic
def update(contact: Contact, details: Mapping[str, Any], *, actor: str = "") -> Contact:
    """Change the given details only, status and source among them; attributes merge, None deletes one.

    They merge into what stands there now, not into what the caller read: of two updates at one moment both
    last. Raises as create does, InvalidStatus, and NotFound for a contact that is gone.
    """
    changes = {**fields.clean(details), **fields.standing(details)}
    if "phone" in details:
        changes["phone"] = _free_number(contact, details["phone"])
    _read_locked(contact)
    if "attributes" in changes:
        changes["attributes"] = merged(contact.attributes, changes["attributes"])
    changed = {name: value for name, value in changes.items() if getattr(contact, name) != value}
    if not changed:
        return contact
    for name, value in changed.items():
        setattr(contact, name, value)
    contact.updated_at = clock.now()
    _save(contact, [*changed, "updated_at"])
    diary.record(
        contact.workspace_id,
        "contact.updated",
        contact.public_id,
        contact_id=contact.pk,
        actor=actor,
        fields=sorted(changed),
    )
    return contact


def _read_locked(contact: Contact) -> None:
    """Bring the contact to what its row says now, and hold the row until the transaction ends."""
    locked = Contact.objects.of(contact.workspace_id).select_for_update(no_key=True)
    now = locked.filter(pk=contact.pk).values(*CHANGING).first()
    if now is None:
        raise NotFound
    for name, value in now.items():
        setattr(contact, name, value)


def merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Shallow merge; a None in `new` removes the name (contract MassiveSMS §7)."""
    return {name: value for name, value in {**old, **new}.items() if value is not None}


def _free_number(contact: Contact, raw: Any) -> str:
    number = fields.phone(raw, contact.workspace.default_region)
    if other := Contact.objects.of(contact.workspace).filter(phone=number).exclude(pk=contact.pk).first():
        raise ContactExists(contact=other)
    return number


def _save(contact: Contact, columns: list[str]) -> None:
    try:
        with transaction.atomic():
            contact.save(update_fields=columns)
    except IntegrityError as error:  # somebody took the number at the same moment
        taken = Contact.objects.of(contact.workspace_id).filter(phone=contact.phone)
        raise ContactExists(contact=taken.exclude(pk=contact.pk).first()) from error


@transaction.atomic
def set_dnd(contact: Contact, dnd: bool, *, actor: str = "") -> bool:
    """Set or lift do-not-disturb; says whether it changed.

    Setting it where a file had set it makes it this actor's, so that the file's undo does not lift it.
    """
    by = actor[:120] if dnd else ""
    rows = Contact.objects.of(contact.workspace_id).filter(pk=contact.pk)
    changed = rows.filter(dnd=not dnd).update(dnd=dnd, dnd_by=by, updated_at=clock.now())
    if not changed:
        rows.filter(dnd=dnd).exclude(dnd_by=by).update(dnd_by=by)
        return False
    contact.dnd, contact.dnd_by = dnd, by
    diary.record(
        contact.workspace_id,
        "contact.dnd_changed",
        contact.public_id,
        contact_id=contact.pk,
        actor=actor,
        dnd=dnd,
    )
    return True
