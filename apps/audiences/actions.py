"""Verbs of segments."""

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_noop as _

from apps.accounts.models import Workspace
from apps.audiences.filters.asking import asking
from apps.audiences.filters.nodes import Group
from apps.audiences.filters.reading import as_data, read
from apps.audiences.filters.wrong import wrong
from apps.audiences.models import Segment
from apps.audiences.refusals import InUse, NameTaken, NoName
from apps.common import clock
from apps.common.sentences import shape
from apps.events import diary

_ASKED_FOR = shape(_("%(by)s still asks for this segment."))
_KEEPS = shape(_("It keeps %(lists)s: make that list static, or delete it, first."))


@transaction.atomic
def create(workspace: Workspace, name: str, filter_: Any, *, actor: str = "") -> Segment:
    """A new segment; `filter_` is data. Raises NoName, NameTaken, BadFilter naming the place."""
    values = {"name": clean_name(name), "filter": as_data(checked(workspace, filter_))}
    who = actor[:120]
    try:
        with transaction.atomic():
            made: Segment = Segment.objects.create(
                workspace=workspace, created_by=who, changed_by=who, **values
            )
    except IntegrityError as error:
        raise NameTaken from error
    diary.record(workspace, "segment.created", made.public_id, actor=who, called=made.name)
    return made


@transaction.atomic
def change(segment: Segment, *, name: str, filter_: Any, actor: str = "") -> Segment:
    """Another name or filter. Lists that it keeps follow at the next turn of the clock. Raises as create."""
    segment.name = clean_name(name)
    segment.filter = as_data(checked(segment.workspace, filter_))
    segment.changed_at, segment.changed_by = clock.now(), actor[:120]
    try:
        with transaction.atomic():
            segment.save(update_fields=["name", "filter", "changed_at", "changed_by"])
    except IntegrityError as error:
        raise NameTaken from error
    segment.syncs.update(due_at=clock.now())
    diary.record(segment.workspace_id, "segment.changed", segment.public_id, actor=actor[:120])
    return segment


@transaction.atomic
def delete(segment: Segment, *, used_by: Callable[[Segment], str] | None = None, actor: str = "") -> None:
    """Raises InUse when a list is kept by it, or when `used_by` names something upstairs that asks for it."""
    locked = Segment.objects.of(segment.workspace_id).select_for_update().get(pk=segment.pk)
    if user := used_by(locked) if used_by else "":
        raise InUse(_ASKED_FOR % {"by": user}, by=user)
    try:
        locked.delete()
    except ProtectedError as error:
        names = ", ".join(sorted(f"the list {sync.list}" for sync in locked.syncs.select_related("list")))
        raise InUse(_KEEPS % {"lists": names}, by=names) from error
    name = segment.name
    diary.record(segment.workspace_id, "segment.deleted", segment.public_id, actor=actor[:120], called=name)


def checked(workspace: Workspace, data: Any) -> Group:
    """A filter from data whose tags, lists and stages are there. Raises BadFilter naming the place."""
    found = read(data)
    for condition, key in asking(workspace, [found]).missing(found):
        at = condition.operands["ids"].index(key)
        raise wrong(f"{condition.place}.ids[{at}]", f"there is no such {condition.field}")
    return found


def clean_name(name: str) -> str:
    """One line of at most 120 characters, or NoName."""
    cleaned = " ".join(str(name).replace("\0", "").split())[:120]
    if not cleaned:
        raise NoName
    return cleaned
