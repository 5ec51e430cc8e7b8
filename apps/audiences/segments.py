"""Questions to segments: who is in one, how many, and some of them by name."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q

from apps.accounts.models import Workspace
from apps.audiences.filters.asking import asking
from apps.audiences.filters.compiling import compiled
from apps.audiences.filters.nodes import Group
from apps.audiences.filters.reading import read
from apps.audiences.models import Segment
from apps.audiences.planning import room
from apps.contacts.models import Contact, Contacts

SAMPLE = 10
EVERYBODY, NOBODY = Q(pk__isnull=False), Q(pk__in=[])


def people(workspace: Workspace, filter_: Group, now: datetime | None = None) -> Contacts:
    """Active contacts that a filter matches, in one query; nobody when it names something that is gone."""
    asked = asking(workspace, [filter_], now)
    matching = NOBODY if asked.missing(filter_) else compiled(asked, filter_)
    return Contact.objects.of(workspace).filter(status=Contact.Status.ACTIVE).filter(matching)


def count(workspace: Workspace, filter_: Group, now: datetime | None = None) -> int:
    """How many, exactly."""
    with room():
        return people(workspace, filter_, now).order_by().count()


def sample(workspace: Workspace, filter_: Group, now: datetime | None = None) -> list[Contact]:
    """Some of them, newest first."""
    with room():
        return list(people(workspace, filter_, now).order_by("-pk")[:SAMPLE])


def gone(workspace: Workspace, filter_: Group) -> list[str]:
    """Places of the filter that name something which is not there any more: filter.all[0].ids."""
    return list(dict.fromkeys(f"{one.place}.ids" for one, _ in asking(workspace, [filter_]).missing(filter_)))


def belonging(workspace: Workspace, keys: Iterable[int], now: datetime | None = None, *, otherwise: Q) -> Q:
    """Being in at least one of these segments (primary keys).

    Who is in a segment that is gone, or that names something that is, nobody knows: `otherwise` stands for
    it (NOBODY where people are included, EVERYBODY where they are left out), so nobody is texted by mistake.
    """
    keys = set(keys)
    rows = Segment.objects.of(workspace).filter(pk__in=keys).values_list("filter", flat=True)
    filters = [read(held) for held in rows]
    asked = asking(workspace, filters, now)
    if len(filters) < len(keys) or any(map(asked.missing, filters)):
        return otherwise
    return either([compiled(asked, one) for one in filters])


def either(ways: Sequence[Q]) -> Q:
    """At least one of them; NOBODY for none."""
    return reduce(or_, ways) if ways else NOBODY
