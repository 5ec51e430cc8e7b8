"""A tag under a new name, two tags that become one, and the end of one."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from apps.events import diary
from apps.tags import telling
from apps.tags.actions import clean
from apps.tags.models import Tag, Tagging
from apps.tags.refusals import TagExists, TagWithoutName


@transaction.atomic
def rename(tag: Tag, name: str) -> None:
    """Raises TagWithoutName, and TagExists for a name that differs from another tag's in case only."""
    name = clean(name)
    if not name:
        raise TagWithoutName
    other = Tag.objects.of(tag.workspace_id).filter(name__iexact=name).exclude(pk=tag.pk).first()
    if other:
        raise TagExists(tag=other)
    Tag.objects.of(tag.workspace_id).filter(pk=tag.pk).update(name=name)


@transaction.atomic
def merge(tag: Tag, into: Tag, actor: str = "") -> None:
    """Whoever wears `tag` wears `into`, once; `tag` is gone. Both are of one workspace."""
    worn = Tagging.objects.of(tag.workspace_id).filter(tag=tag)
    held = Tagging.objects.of(tag.workspace_id).filter(tag=into).values("contact_id")
    new = worn.exclude(contact_id__in=held)
    gaining = _wearers(new, telling.ADDED_IN_BULK)
    new.update(tag=into)
    telling.tell(into.workspace_id, telling.ADDED_IN_BULK, {pk: [into.name] for pk in gaining}, actor)
    end(tag, actor, also=gaining)


@transaction.atomic
def end(tag: Tag, actor: str = "", also: Sequence[int] = ()) -> None:
    """The tag is gone from everybody. also: who wore it a moment ago."""
    worn = Tagging.objects.of(tag.workspace_id).filter(tag=tag)
    wearers = [*_wearers(worn, telling.REMOVED_IN_BULK), *also]
    place, name = tag.workspace_id, tag.name
    tag.delete()
    telling.tell(place, telling.REMOVED_IN_BULK, {pk: [name] for pk in wearers}, actor)


def _wearers(worn: QuerySet[Tagging], told_as: str) -> list[int]:
    """Nobody where nobody is to be told: a tag may be a million people's."""
    first = worn.first()
    if first is None or not diary.wanted(first.workspace_id, [told_as]):
        return []
    return list(worn.values_list("contact_id", flat=True))
