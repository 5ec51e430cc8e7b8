"""Reads of imports."""

from django.db.models import Q, QuerySet

from apps.accounts.models import Workspace
from apps.common import clock
from apps.contacts.models import Contact
from apps.imports.models import Import, ImportedContact
from apps.imports.refusals import UnknownImport

State = Import.State
WAITING = (State.QUEUED, State.RUNNING, State.UNDOING)


def waiting() -> "QuerySet[Import]":
    """Imports with work to do that nobody is at, the longest-waiting first. Looks at a partial index."""
    free = Q(leased_until=None) | Q(leased_until__lt=clock.now())
    rows: QuerySet[Import] = Import.everywhere.filter(free, state__in=WAITING).order_by("turn_at", "pk")
    return rows


def anything_waiting() -> bool:
    return waiting().exists()


def of_contact(contact: Contact) -> "QuerySet[ImportedContact]":
    """The imports that brought or changed a contact, newest first, with their file (for its timeline)."""
    rows: QuerySet[ImportedContact] = (
        ImportedContact.objects.of(contact.workspace_id)
        .filter(contact=contact)
        .select_related("source")
        .order_by("-pk")
    )
    return rows


def one(workspace: Workspace, **which: object) -> Import:
    """Raises UnknownImport."""
    found: Import | None = Import.objects.of(workspace).filter(**which).first()
    if found is None:
        raise UnknownImport
    return found
