"""Verbs of many list members at once (imports)."""

from collections.abc import Collection, Container, Iterable, Mapping

from django.db import transaction

from apps.common import bulk, clock
from apps.common.among import Among
from apps.lists.models import ContactList, Membership


def named(workspace_id: int, names: Iterable[str]) -> dict[str, ContactList]:
    """The static lists of these names, made where missing; keyed as given. Synced lists are left out."""
    wanted = {given: " ".join(given.replace("\0", "").split())[:120] for given in names}
    known = _by_name(workspace_id, set(wanted.values()))
    if missing := {name for name in wanted.values() if name and name not in known}:
        rows = [ContactList(workspace_id=workspace_id, name=name) for name in missing]
        ContactList.everywhere.bulk_create(rows, ignore_conflicts=True)
        known = _by_name(workspace_id, set(wanted.values()))
    static = {name: row for name, row in known.items() if row.kind == ContactList.Kind.STATIC}
    return {given: static[name] for given, name in wanted.items() if name in static}


def _by_name(workspace_id: int, names: set[str]) -> dict[str, ContactList]:
    if not names:
        return {}
    return {row.name: row for row in ContactList.objects.of(workspace_id).filter(name__in=names)}


@transaction.atomic
def join_many(
    workspace_id: int, wanted: Mapping[int, Iterable[int]], *, fresh: Container[int] = ()
) -> dict[int, list[int]]:
    """Put contacts into static lists: contact id → list ids, all of this workspace. Answers what was new.

    `fresh`: contacts made in this transaction, who are on none.
    """
    if not wanted:
        return {}
    held = _places(workspace_id, [pk for pk in wanted if pk not in fresh])
    new = {
        contact: [one for one in dict.fromkeys(lists) if (contact, one) not in held]
        for contact, lists in wanted.items()
    }
    now = clock.now()
    rows = [(workspace_id, one, contact, now) for contact, lists in new.items() for one in lists]
    bulk.append(Membership, ("workspace_id", "list_id", "contact_id", "added_at"), rows)
    return {contact: lists for contact, lists in new.items() if lists}


def _places(workspace_id: int, contacts: Collection[int]) -> set[tuple[int, int]]:
    """Contact and list ids of where these are."""
    if not contacts:
        return set()
    rows = Membership.objects.of(workspace_id).filter(Among("contact_id", contacts))
    return set(rows.values_list("contact_id", "list_id"))


@transaction.atomic
def leave_many(workspace_id: int, gone: Mapping[int, Iterable[int]]) -> None:
    """Take contacts out of lists: contact id → list ids."""
    by_list: dict[int, list[int]] = {}
    for contact, lists in gone.items():
        for one in lists:
            by_list.setdefault(one, []).append(contact)
    for one, contacts in by_list.items():
        Membership.objects.of(workspace_id).filter(list=one, contact__in=contacts).delete()
