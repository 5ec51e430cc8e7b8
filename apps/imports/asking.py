"""What a chunk asks before its first row is written.

A question waits for all rows that stand before it (common/behind.py), and nothing is made meanwhile. Asked
first, the database takes the rows of all tables without a break.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apps.compliance import many as compliance
from apps.compliance.models import ConsentEvent
from apps.imports import telling
from apps.imports.models import Import
from apps.imports.people import Person
from apps.lists import many as lists
from apps.lists.models import ContactList
from apps.tags import actions as tags
from apps.tags.models import Tag


@dataclass(frozen=True, slots=True)
class Answers:
    """told: of what subscribers want to hear. tags, lists: by the names in the file, made where missing.
    consents: the line that decides for each number that has one."""

    told: set[str]
    tags: Mapping[str, Tag]
    lists: Mapping[str, ContactList]
    consents: Mapping[str, ConsentEvent]


def ask(held: Import, people: Sequence[Person]) -> Answers:
    """The answers for these people, inside the caller's transaction."""
    worn = {name for one in people for name in one.tags}
    return Answers(
        told=telling.wanted(held),
        tags=tags.named(held.workspace_id, worn.union(held.tags)) if people else {},
        lists=lists.named(held.workspace_id, {name for one in people for name in one.lists}),
        consents=compliance.deciding(held.workspace_id, [one.phone for one in people]),
    )
