"""A tag under a new name, and two tags that become one."""

from django.db import transaction

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
def merge(tag: Tag, into: Tag) -> None:
    """Whoever wears `tag` wears `into`, once; `tag` is gone. Both are of one workspace."""
    worn = Tagging.objects.of(tag.workspace_id).filter(tag=tag)
    held = Tagging.objects.of(tag.workspace_id).filter(tag=into).values("contact_id")
    worn.exclude(contact_id__in=held).update(tag=into)
    tag.delete()
