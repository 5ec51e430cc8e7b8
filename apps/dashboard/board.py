"""The board of the pipeline: a column for each stage, with as many cards as a person looks at.

Unfiltered, a column costs two queries, out of the index of its stage; the first three more, for who was never
placed. Filtered, all columns together cost three. However many people there are, the rest is in the list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.humanize.templatetags.humanize import intcomma

from apps.accounts.models import Workspace
from apps.contacts.models import Contact, Contacts
from apps.dashboard import contact_rows
from apps.dashboard.tables import contacts, cursors
from apps.dashboard.tables.contacts import Filters
from apps.pipeline import queries
from apps.pipeline.models import Stage

CARDS = 20  # in a column; the rest is a list, which can be searched and paged
COLUMNS = 12  # beside each other; further stages are a page of their own
FOUND = 1_000  # the newest so many of a filter are put in their columns
# Who was never placed is looked for among so many, the newest: where all of a million were placed, looking at
# everybody to find nobody took five seconds.
NEWEST = 10_000

Person = tuple[Contact, datetime]
Filled = tuple[list[Person], str]  # one more than is shown, if there are, and how many there are


@dataclass(frozen=True, slots=True)
class Card:
    """`since`: when they came to this stage; for who was never placed, when they came at all."""

    contact: Contact
    since: datetime
    tags: list[str]
    more_tags: int


@dataclass(frozen=True, slots=True)
class Column:
    """`has_more`: some are not shown. A count that ends in + is the least there are."""

    stage: Stage
    cards: list[Card]
    count: str
    has_more: bool


def columns(workspace: Workspace, stages: Sequence[Stage], first: Stage, asked: Filters) -> list[Column]:
    """One for each of `stages`; who was never placed stands in `first`."""
    if asked.is_narrow:
        found = _of_those_found(workspace, stages, first, asked)
    else:
        found = [_of_all(workspace, stage, stage == first) for stage in stages]
    shown = [contact for people, _ in found for contact, _ in people[:CARDS]]
    tags = contact_rows.tags(workspace, shown)
    return [
        Column(
            stage,
            [_card(contact, since, tags.get(contact.pk, [])) for contact, since in people[:CARDS]],
            count,
            len(people) > CARDS or count.endswith("+"),
        )
        for stage, (people, count) in zip(stages, found, strict=True)
    ]


def _of_all(workspace: Workspace, stage: Stage, is_first: bool) -> Filled:
    """The latest of a column, and its count as far as counts go."""
    placed = queries.placed(stage)
    nowhere, are_all = _nowhere(workspace) if is_first else (Contact.objects.of(workspace).none(), True)
    people = [(row.contact, row.since) for row in placed.select_related("contact")[: CARDS + 1]]
    people += [(one, one.created_at) for one in nowhere.order_by("-id")[: CARDS + 1]]
    people.sort(key=lambda person: person[1], reverse=True)
    least = "" if are_all else "+"
    if len(people) <= CARDS:
        return people, f"{len(people)}{least}"
    count = cursors.spoken(cursors.count(placed) + cursors.count(nowhere))
    return people[: CARDS + 1], count if count.endswith("+") else f"{count}{least}"


def in_first(workspace: Workspace, placed: int) -> str:
    """How many stand in the first stage: so many that were placed there, and who was never placed."""
    nowhere, are_all = _nowhere(workspace)
    said = cursors.spoken(placed + cursors.count(nowhere))
    return said if are_all or said.endswith("+") else f"{said}+"


def _nowhere(workspace: Workspace) -> tuple[Contacts, bool]:
    """Who was never placed, of the newest; and whether those are all."""
    everybody = Contact.objects.of(workspace)
    last = everybody.order_by("-id").values_list("pk", flat=True)[NEWEST : NEWEST + 1].first()
    return queries.nowhere(everybody, after=last or 0), last is None


def _of_those_found(
    workspace: Workspace, stages: Sequence[Stage], first: Stage, asked: Filters
) -> list[Filled]:
    """The newest FOUND of a filter, in their columns: one search, whose answer is small."""
    newest = contacts.rows(workspace, asked).order_by("-id").values_list("pk", "created_at")
    found = list(newest[: FOUND + 1])
    where = queries.where([pk for pk, _ in found])
    standing: dict[int, list[tuple[int, datetime]]] = {stage.pk: [] for stage in stages}
    for pk, came in found[:FOUND]:
        stage, since = where.get(pk, (first.pk, came))
        standing.get(stage, []).append((pk, since))
    for people in standing.values():
        people.sort(key=lambda person: person[1], reverse=True)
    shown = [pk for people in standing.values() for pk, _ in people[: CARDS + 1]]
    rows = Contact.objects.of(workspace).in_bulk(shown)
    more = "+" if len(found) > FOUND else ""
    return [
        (
            [(rows[pk], since) for pk, since in standing[stage.pk][: CARDS + 1] if pk in rows],
            f"{intcomma(len(standing[stage.pk]))}{more}",
        )
        for stage in stages
    ]


def _card(contact: Contact, since: datetime, tags: list[str]) -> Card:
    shown = contact_rows.TAGS_SHOWN
    return Card(contact, since, tags[:shown], max(0, len(tags) - shown))
