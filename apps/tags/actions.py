"""Verbs of tags."""

from collections.abc import Collection, Container, Iterable, Mapping

from django.db import IntegrityError, transaction

from apps.accounts.models import Workspace
from apps.common import bulk, clock
from apps.common.among import Among
from apps.contacts.models import Contact
from apps.tags import telling
from apps.tags.models import Tag, Tagging


def clean(name: object) -> str:
    """One line, at most 80 characters; "" cannot be a tag."""
    return " ".join(str("" if name is None else name).replace("\0", "").split())[:80]


def named(workspace: Workspace | int, names: Iterable[str]) -> dict[str, Tag]:
    """The tags of these names (whatever their case), made where missing; keyed by the name as given."""
    wanted = {given: clean(given) for given in names}
    known = _by_name(workspace)
    missing = {name.lower(): name for name in wanted.values() if name and name.lower() not in known}
    workspace_id = workspace if isinstance(workspace, int) else workspace.pk
    if missing:
        Tag.everywhere.bulk_create(
            [Tag(workspace_id=workspace_id, name=name) for name in missing.values()], ignore_conflicts=True
        )
        known = _by_name(workspace)
    return {given: known[name.lower()] for given, name in wanted.items() if name}


def _by_name(workspace: Workspace | int) -> dict[str, Tag]:
    return {tag.name.lower(): tag for tag in Tag.objects.of(workspace)}


def add(contact: Contact, names: Iterable[str], *, actor: str = "") -> list[str]:
    """Tag a contact; answers the names that were new to it."""
    return add_many(contact.workspace_id, {contact.pk: list(names)}, actor=actor).get(contact.pk, [])


@transaction.atomic
def add_many(
    workspace_id: int,
    names: Mapping[int, Iterable[str]],
    *,
    actor: str = "",
    told_as: str = telling.ADDED,
    fresh: Container[int] = (),
    tags: Mapping[str, Tag] | None = None,
) -> dict[int, list[str]]:
    """Tag many: contact id → names. Answers what was new. Imports are `told_as` ADDED_IN_BULK or, untold, "".

    `fresh`: contacts made in this transaction, who wear none. `tags`: what `named` answered, if it was asked.
    """
    if not names:
        return {}
    if tags is None:
        tags = named(workspace_id, {name for wanted in names.values() for name in wanted})
    held = _worn(workspace_id, [pk for pk in names if pk not in fresh])
    new = {
        (contact_id, tag.pk): tag.name
        for contact_id, wanted in names.items()
        for name in wanted
        if (tag := tags.get(name)) and (contact_id, tag.pk) not in held
    }
    _store(workspace_id, list(new))
    added: dict[int, list[str]] = {}
    for (contact_id, _), name in new.items():
        added.setdefault(contact_id, []).append(name)
    if told_as:
        telling.tell(workspace_id, told_as, added, actor)
    return added


def _worn(workspace_id: int, contacts: Collection[int]) -> set[tuple[int, int]]:
    """Contact and tag ids of what these wear."""
    if not contacts:
        return set()
    rows = Tagging.objects.of(workspace_id).filter(Among("contact_id", contacts))
    return set(rows.values_list("contact_id", "tag_id"))


def _store(workspace_id: int, pairs: list[tuple[int, int]]) -> None:
    """Contact and tag ids; when somebody adds the same at this moment, theirs stands."""
    now = clock.now()
    names = ("workspace_id", "contact_id", "tag_id", "added_at")
    try:
        bulk.append(Tagging, names, ((workspace_id, *pair, now) for pair in pairs))
    except IntegrityError:
        rows = [Tagging(workspace_id=workspace_id, contact_id=pk, tag_id=tag_id) for pk, tag_id in pairs]
        Tagging.everywhere.bulk_create(rows, ignore_conflicts=True, batch_size=bulk.BATCH)


@transaction.atomic
def remove(contact: Contact, names: Iterable[str], *, actor: str = "") -> list[str]:
    """Untag; answers the names that were there."""
    lowered = {clean(name).lower() for name in names}
    held = Tagging.objects.of(contact.workspace_id).filter(contact=contact).select_related("tag")
    gone = [tagging for tagging in held if tagging.tag.name.lower() in lowered]
    Tagging.everywhere.filter(pk__in=[tagging.pk for tagging in gone]).delete()
    removed = [tagging.tag.name for tagging in gone]
    telling.tell(contact.workspace_id, telling.REMOVED, {contact.pk: removed}, actor)
    return removed


@transaction.atomic
def remove_many(workspace_id: int, names: Mapping[int, Iterable[str]]) -> dict[int, list[str]]:
    """Untag many: contact id → names. Answers what went; the diary is left to the caller."""
    tags = named_there(workspace_id, {name for gone in names.values() for name in gone})
    by_tag: dict[int, list[int]] = {}
    for contact_id, gone in names.items():
        for name in gone:
            if tag := tags.get(name):
                by_tag.setdefault(tag.pk, []).append(contact_id)
    spelled = {tag.pk: tag.name for tag in tags.values()}
    lost: dict[int, list[str]] = {}
    for tag_id, contacts in by_tag.items():
        worn = Tagging.objects.of(workspace_id).filter(tag=tag_id, contact__in=contacts)
        for contact_id in worn.values_list("contact_id", flat=True):
            lost.setdefault(contact_id, []).append(spelled[tag_id])
        worn.delete()
    return lost


def named_there(workspace: Workspace | int, names: Iterable[str]) -> dict[str, Tag]:
    """Those of these names that are tags, whatever their case; none is made."""
    known = _by_name(workspace)
    return {name: known[name.lower()] for name in names if name.lower() in known}


@transaction.atomic
def replace(contact: Contact, names: Iterable[str], *, actor: str = "") -> None:
    """Make these the contact's tags, no more and no less."""
    wanted = [clean(name) for name in names if clean(name)]
    lowered = {name.lower() for name in wanted}
    held = Tagging.objects.of(contact.workspace_id).filter(contact=contact).select_related("tag")
    remove(contact, [one.tag.name for one in held if one.tag.name.lower() not in lowered], actor=actor)
    add(contact, wanted, actor=actor)
