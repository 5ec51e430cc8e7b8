"""An audience as one query over contacts."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from apps.accounts.models import Workspace
from apps.audiences import segments
from apps.audiences.spec import Choice, Spec
from apps.contacts.models import Contact, Contacts
from apps.lists.models import Membership
from apps.pipeline.queries import within
from apps.tags.models import Tagging

Belonging = Callable[[tuple[int, ...]], Q]


def members(workspace: Workspace | int, spec: Spec, now: datetime | None = None) -> Contacts:
    """The people of an audience. One row a person: belonging is asked by EXISTS, never by a join.

    `now` is the moment that segments count back from, None for the clock's.
    """
    place = workspace if isinstance(workspace, Workspace) else Workspace.objects.get(pk=workspace)
    contacts = Contact.objects.of(place).filter(status=Contact.Status.ACTIVE)
    if not spec.include.all:
        contacts = contacts.filter(_any(place, spec.include, _asked(place, now, segments.NOBODY)))
    if not spec.exclude.is_empty:
        contacts = contacts.exclude(_any(place, spec.exclude, _asked(place, now, segments.EVERYBODY)))
    return contacts


def _asked(workspace: Workspace, now: datetime | None, otherwise: Q) -> Belonging:
    return lambda keys: segments.belonging(workspace, keys, now, otherwise=otherwise)


def _any(workspace: Workspace, choice: Choice, in_segments: Belonging) -> Q:
    """Belonging to at least one part; nobody for an empty choice."""
    if choice.all:
        return segments.EVERYBODY
    belongs: list[Q] = []
    if choice.contacts:
        belongs.append(Q(pk__in=choice.contacts))
    if choice.lists:
        belongs.append(Q(Exists(Membership.everywhere.filter(contact=OuterRef("pk"), list__in=choice.lists))))
    if choice.tags:
        belongs.append(Q(Exists(Tagging.everywhere.filter(contact=OuterRef("pk"), tag__in=choice.tags))))
    if choice.stages:
        belongs.append(within(workspace, choice.stages))
    if choice.segments:
        belongs.append(in_segments(choice.segments))
    return segments.either(belongs)
