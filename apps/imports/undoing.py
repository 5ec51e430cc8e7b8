"""Taking an import back, a chunk a transaction; killed at any moment, it goes on behind the last one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.common import clock
from apps.compliance import many as compliance
from apps.contacts import many as contacts
from apps.contacts.models import Contact
from apps.events import diary
from apps.imports import merging, telling
from apps.imports.models import Import, ImportedContact
from apps.lists import many as lists
from apps.messaging import erasure
from apps.messaging.models import Message
from apps.messaging.states import State
from apps.pipeline import actions as pipeline
from apps.tags import actions as tags
from apps.tags.telling import REMOVED_IN_BULK
from apps.tags.telling import tell as tell_tags

ROWS = 1_000
Outcome = ImportedContact.Outcome


@transaction.atomic
def step(pk: int, leased_until: datetime) -> bool:
    """Take the next rows back; says whether there may be more."""
    held = Import.everywhere.select_for_update(of=("self",)).select_related("workspace").get(pk=pk)
    if held.state != Import.State.UNDOING:
        return False
    touched = ImportedContact.objects.of(held.workspace_id).filter(source=held, pk__gt=held.undo_position)
    rows = list(touched.order_by("pk")[:ROWS])
    if not rows:
        _finish(held)
        return False
    _take_consents_back(held, [row.contact_id for row in rows])  # it locks the ledger, which comes first
    held.undo_kept += _remove(held, [row.contact_id for row in rows if row.outcome == Outcome.CREATED])
    _restore(held, [row for row in rows if row.changes])
    held.undo_position, held.undone = rows[-1].pk, held.undone + len(rows)
    held.leased_until = leased_until
    held.save()
    return True


def _take_consents_back(held: Import, ids: Sequence[int]) -> None:
    """What the import attested counts no more, be the contact kept or not."""
    if held.attestation:
        phones = Contact.objects.of(held.workspace_id).filter(pk__in=ids).values_list("phone", flat=True)
        compliance.take_back(held.workspace_id, held.attestation, list(phones), about=held.public_id)


def _remove(held: Import, ids: Sequence[int]) -> int:
    """Delete contacts, all but those who were texted or wrote; answers how many stay.

    A text that still waits keeps nobody: it is canceled and refunded with its contact.
    """
    messages = Message.objects.of(held.workspace_id).filter(contact__in=ids)
    messages = messages.exclude(state=State.QUEUED)
    kept = set(messages.order_by().values_list("contact_id", flat=True).distinct())
    gone = [pk for pk in ids if pk not in kept]
    erasure.delete_contacts(held.workspace, gone, reason=f"undo of {held.public_id}", actor="import")
    return len(kept)


def _restore(held: Import, rows: Sequence[ImportedContact]) -> None:
    changes = {row.contact_id: row.changes for row in rows}
    there = Contact.objects.of(held.workspace_id).filter(pk__in=list(changes)).order_by("pk")
    locked = there.select_for_update(no_key=True)
    people = list(locked)
    quiet = {one.pk for one in people if one.dnd}
    took = [
        one for one in people if merging.take_back(one, changes[one.pk].get("details", {}), held.public_id)
    ]
    contacts.change(took)
    told = telling.wanted(held)
    telling.dnd(held, [one.pk for one in took if one.pk in quiet and not one.dnd], told, on=False)
    untagged = tags.remove_many(held.workspace_id, _each(changes, "tags"))
    tell_tags(held.workspace_id, REMOVED_IN_BULK, untagged, "import")
    lists.leave_many(held.workspace_id, _each(changes, "lists"))
    telling.unstaged(held, pipeline.unplace_many(held.workspace_id, _each(changes, "stage")), told)


def _each(changes: dict[int, merging.Changes], name: str) -> dict[int, Any]:
    return {contact_id: change[name] for contact_id, change in changes.items() if change.get(name)}


def _finish(held: Import) -> None:
    held.state, held.finished_at = Import.State.UNDONE, clock.now()
    held.save()
    diary.record(held.workspace_id, "import.undone", held.public_id, kept=held.undo_kept)
