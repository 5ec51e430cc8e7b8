"""An audience in words."""

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext, ngettext

from apps.accounts.models import Workspace
from apps.audiences.models import Segment
from apps.audiences.spec import Choice, Spec
from apps.lists.models import ContactList
from apps.pipeline.models import Stage
from apps.tags.models import Tag


@dataclass(frozen=True, slots=True)
class Described:
    """Names of what is included and of what is left out."""

    include: list[str]
    exclude: list[str]


def described(workspace: Workspace, spec: Spec) -> Described:
    """At most eight short queries; none for a side that is empty."""
    return Described(_names(workspace, spec.include), _names(workspace, spec.exclude))


def _names(workspace: Workspace, side: Choice) -> list[str]:
    if side.all:
        return [gettext("Everybody")]
    lists = _named(ContactList.objects.of(workspace), side.lists) if side.lists else []
    tags = _named(Tag.objects.of(workspace), side.tags) if side.tags else []
    stages = _named(Stage.objects.of(workspace), side.stages) if side.stages else []
    segments = _named(Segment.objects.of(workspace), side.segments) if side.segments else []
    within = [gettext("in %(stage)s") % {"stage": name} for name in stages]
    people = [_chosen(len(side.contacts))] if side.contacts else []
    return [*lists, *(f"#{name}" for name in tags), *within, *segments, *people]


def _chosen(count: int) -> str:
    said = ngettext("%(number)s chosen contact", "%(number)s chosen contacts", count)
    return said % {"number": intcomma(count)}


def _named(rows, ids: tuple[int, ...]) -> list[str]:  # type: ignore[no-untyped-def]
    return list(rows.filter(pk__in=ids).order_by("pk").values_list("name", flat=True))
