"""One page of the story, newest first."""

from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Q

from apps.accounts.models import Workspace
from apps.contacts.models import Contact
from apps.dashboard.timeline import wording
from apps.dashboard.timeline.entry import Entry, Mark, Told
from apps.dashboard.timeline.sources import SOURCES, Source

SIZE = 25


@dataclass(frozen=True, slots=True)
class Story:
    """`older` is the mark where the next page begins, "" at the end."""

    entries: list[tuple[Any, Entry]]
    older: str


def story(workspace: Workspace, contact: Contact, before: Mark | None) -> Story:
    """The entries before a mark: one query for each source, none of them reading more than a page."""
    told = [one for source in SOURCES for one in _told(source, workspace, contact, before)]
    told.sort(key=lambda one: one.mark, reverse=True)
    page = told[:SIZE]
    return Story(
        [(one.mark.at, one.entry) for one in page],
        str(page[-1].mark) if len(told) > SIZE else "",
    )


def _told(source: Source, workspace: Workspace, contact: Contact, before: Mark | None) -> list[Told]:
    rows = source.rows(workspace, contact)
    if before:
        rows = rows.filter(_behind(source, before))
    time = attrgetter(source.time.replace("__", "."))
    newest = list(rows.order_by(f"-{source.time}", "-pk")[: SIZE + 1])
    doom = source.doom(workspace, contact, newest) if source.doom else {}
    return [
        Told(
            Mark(time(row), source.rank, row.pk),
            wording.doomed(source.tell(row), doom[row.pk]) if row.pk in doom else source.tell(row),
        )
        for row in newest
    ]


def _behind(source: Source, before: Mark) -> Q:
    """Rows that sort behind the mark by time, rank and row."""
    earlier = Q(**{f"{source.time}__lt": before.at})
    if source.rank < before.rank:
        return earlier | Q(**{source.time: before.at})
    if source.rank == before.rank:
        return earlier | Q(**{source.time: before.at, "pk__lt": before.pk})
    return earlier
