"""A page of contacts as the tables show them: five queries, however many rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.accounts.models import Workspace
from apps.contacts.models import Contact, CustomField
from apps.dashboard.defined_values import Cell, cells
from apps.dashboard.standing import Standing, standings
from apps.pipeline.models import Placement
from apps.tags.models import Tagging

TAGS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One line."""

    contact: Contact
    standing: Standing
    stage: str
    tags: list[str]
    more_tags: int
    cells: list[Cell]


def of(workspace: Workspace, contacts: Sequence[Contact], columns: Sequence[CustomField] = ()) -> list[Row]:
    """In the order given. `columns`: fields whose values are shown, too."""
    where = standings(workspace, contacts)
    stages = _stages(workspace, contacts)
    worn = tags(workspace, contacts)
    return [
        Row(
            one,
            where[one.pk],
            stages.get(one.pk, ""),
            worn.get(one.pk, [])[:TAGS_SHOWN],
            max(0, len(worn.get(one.pk, [])) - TAGS_SHOWN),
            cells(columns, one),
        )
        for one in contacts
    ]


def _stages(workspace: Workspace, contacts: Sequence[Contact]) -> dict[int, str]:
    rows = Placement.objects.of(workspace).filter(contact__in=[one.pk for one in contacts])
    return dict(rows.values_list("contact_id", "stage__name"))


def tags(workspace: Workspace, contacts: Sequence[Contact]) -> dict[int, list[str]]:
    """Contact id → its tags by name."""
    rows = Tagging.objects.of(workspace).filter(contact__in=[one.pk for one in contacts])
    found: dict[int, list[str]] = {}
    for contact_id, name in rows.order_by("tag__name").values_list("contact_id", "tag__name"):
        found.setdefault(contact_id, []).append(name)
    return found
