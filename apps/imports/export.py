"""Contacts going out as CSV that our own import reads back alike: UTF-8 with a byte order mark, flat memory.

Cells are safe to open in a spreadsheet (apps.common.spreadsheets says how).
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC
from typing import Any

from django.db.models import QuerySet

from apps.accounts.models import Workspace
from apps.common.spreadsheets import MARK, csv_lines
from apps.compliance import queries as compliance
from apps.compliance.models import ConsentEvent
from apps.contacts.models import Contact, CustomField
from apps.imports import cells
from apps.imports.defined import heads
from apps.lists.models import Membership
from apps.pipeline.models import Placement
from apps.tags.models import Tagging

COLUMNS = (
    "phone",
    "first_name",
    "last_name",
    "email",
    "tags",
    "list",
    "stage",
    "opted_out",
    "dnd",
    "opt_in_time",
    "opt_in_source",
)
ROWS = 2_000
# A file of more columns opens nowhere; names beyond are left out, in alphabetical order.
MAX_ATTRIBUTES = 1_000


def text(workspace: Workspace, contacts: "QuerySet[Contact] | None" = None) -> Iterator[str]:
    """The file, line by line: these contacts of the workspace, or all of them."""
    chosen = Contact.objects.of(workspace) if contacts is None else contacts
    told = heads(CustomField.objects.of(workspace).live(), attributes(chosen))
    names = list(told)
    yield MARK + "".join(csv_lines([[*COLUMNS, *told.values()]]))
    for rows in _pages(chosen):
        yield from csv_lines(_lines(workspace.pk, rows, names))


def attributes(chosen: "QuerySet[Contact]") -> list[str]:
    """Every attribute name in use."""
    names: set[str] = set()
    for held in chosen.exclude(attributes={}).order_by().values_list("attributes", flat=True).iterator(ROWS):
        names.update(held)
    return sorted(names)[:MAX_ATTRIBUTES]


def _pages(chosen: "QuerySet[Contact]") -> Iterator[list[Contact]]:
    last = 0
    while rows := list(chosen.filter(pk__gt=last).order_by("pk")[:ROWS]):
        yield rows
        last = rows[-1].pk


def _lines(workspace_id: int, rows: Sequence[Contact], names: Sequence[str]) -> Iterator[list[Any]]:
    ids, phones = [row.pk for row in rows], [row.phone for row in rows]
    tags, lists = _tags(workspace_id, ids), _lists(workspace_id, ids)
    placed = Placement.objects.of(workspace_id).filter(contact__in=ids)
    stages = dict(placed.values_list("contact_id", "stage__key"))
    out, ledger = compliance.opted_out(workspace_id, phones), compliance.consents(workspace_id, phones)
    for row in rows:
        yield [
            row.phone,
            row.first_name,
            row.last_name,
            row.email,
            cells.join(tags.get(row.pk, [])),
            cells.join(lists.get(row.pk, [])),
            stages.get(row.pk, ""),
            "yes" if row.phone in out else "",
            "yes" if row.dnd else "",
            *_consent(ledger.get(row.phone)),
            *(row.attributes.get(name) for name in names),
        ]


def _consent(line: ConsentEvent | None) -> tuple[str, str]:
    """When and where they opted in, if that is where they stand."""
    if line is None or not compliance.has_consent(line):
        return "", ""
    at = line.occurred_at.astimezone(UTC).isoformat(" ") if line.occurred_at else ""
    return at, line.source


def _tags(workspace_id: int, ids: Collection[int]) -> dict[int, list[str]]:
    rows = Tagging.objects.of(workspace_id).filter(contact__in=ids).order_by("tag__name")
    return _grouped(rows.values_list("contact_id", "tag__name"))


def _lists(workspace_id: int, ids: Collection[int]) -> dict[int, list[str]]:
    rows = Membership.objects.of(workspace_id).filter(contact__in=ids).order_by("list__name")
    return _grouped(rows.values_list("contact_id", "list__name"))


def _grouped(pairs: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for contact_id, name in pairs:
        found.setdefault(contact_id, []).append(name)
    return found
