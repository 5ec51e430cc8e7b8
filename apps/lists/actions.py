"""Verbs of lists."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from apps.accounts.models import Workspace
from apps.common import bulk
from apps.contacts.models import Contact
from apps.events import diary
from apps.lists.models import ContactList, Membership
from apps.lists.refusals import ListIsSynced, NameTaken, NoName


def create(workspace: Workspace, name: str, *, source: str = "") -> ContactList:
    """A list: static, or synced when a `source` is named that fills it. Raises NoName, NameTaken."""
    kind = ContactList.Kind.SYNCED if source else ContactList.Kind.STATIC
    name = _clean(name)
    try:
        with transaction.atomic():
            made: ContactList = ContactList.objects.create(
                workspace=workspace, name=name, kind=kind, source=source[:40]
            )
    except IntegrityError as error:
        raise NameTaken from error
    return made


def rename(target: ContactList, name: str) -> None:
    """Raises NoName, NameTaken."""
    name = _clean(name)
    try:
        with transaction.atomic():
            ContactList.objects.of(target.workspace_id).filter(pk=target.pk).update(name=name)
    except IntegrityError as error:
        raise NameTaken from error


def release(target: ContactList) -> None:
    """A synced list becomes static, with the people that it has."""
    rows = ContactList.objects.of(target.workspace_id).filter(pk=target.pk)
    rows.update(kind=ContactList.Kind.STATIC, source="")
    target.kind, target.source = ContactList.Kind.STATIC, ""


def _clean(name: str) -> str:
    name = " ".join(name.replace("\0", "").split())[:120]
    if not name:
        raise NoName
    return name


def add(target: ContactList, contact_ids: Iterable[int], *, actor: str = "") -> int:
    """Put contacts of the same workspace in; says how many were new. Twice is once."""
    if target.kind != ContactList.Kind.STATIC:
        raise ListIsSynced
    return sum(_add(target, ids, actor) for ids in bulk.chunks(contact_ids, bulk.BATCH))


@transaction.atomic
def _add(target: ContactList, ids: list[int], actor: str) -> int:
    held = set(
        Membership.objects.of(target.workspace_id)
        .filter(list=target, contact__in=ids)
        .values_list("contact_id", flat=True)
    )
    ours = Contact.objects.of(target.workspace_id).filter(pk__in=set(ids) - held).values_list("pk", flat=True)
    rows = [Membership(workspace_id=target.workspace_id, list=target, contact_id=pk) for pk in ours]
    Membership.everywhere.bulk_create(rows, ignore_conflicts=True)
    if rows:
        joined = [row.contact_id for row in rows]
        diary.record(target.workspace_id, "list.joined", target.public_id, actor=actor[:120], contacts=joined)
    return len(rows)


def remove(target: ContactList, contact: Contact) -> bool:
    """Take a contact out; says whether it was in."""
    if target.kind != ContactList.Kind.STATIC:
        raise ListIsSynced
    gone, _ = Membership.objects.of(target.workspace_id).filter(list=target, contact=contact).delete()
    return bool(gone)
