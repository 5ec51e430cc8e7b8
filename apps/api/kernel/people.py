"""Making and changing a contact with its tags, stage and do-not-disturb: all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from apps.accounts.models import Workspace
from apps.api.kernel.refusals import UnknownContact
from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.pipeline import actions as pipeline
from apps.tags import actions as tags


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. details: as contacts.actions takes them. None: leave it as it is."""

    details: Mapping[str, Any]
    tags: list[str] | None = None
    stage: str | None = None
    dnd: bool | None = None


@transaction.atomic
def add(workspace: Workspace, phone: str, wish: Wish, *, source: str, actor: str) -> Contact:
    """Raises InvalidPhone, InvalidEmail, InvalidAttributes, InvalidStatus, ContactExists."""
    contact = contacts.create(workspace, phone, wish.details, source=source, actor=actor)
    _place(contact, wish, actor)
    return contact


@transaction.atomic
def change(workspace: Workspace, pk: int, wish: Wish, *, actor: str) -> None:
    """Raises UnknownContact, InvalidStatus, and what `add` raises."""
    # Locked: attributes merge with what is there, and two changes at once must both be kept.
    contact = Contact.objects.of(workspace).filter(pk=pk).select_for_update().first()
    if contact is None:
        raise UnknownContact
    contacts.update(contact, wish.details, actor=actor)
    _place(contact, wish, actor)


def _place(contact: Contact, wish: Wish, actor: str) -> None:
    if wish.tags is not None:
        tags.replace(contact, wish.tags, actor=actor)
    if wish.stage:
        pipeline.move(contact, wish.stage, actor=actor)
    if wish.dnd is not None:
        contacts.set_dnd(contact, wish.dnd, actor=actor)
