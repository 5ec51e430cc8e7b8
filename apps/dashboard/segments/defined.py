"""Conditions on attributes that are defined fields: asked by label, with what their kind can answer."""

from collections.abc import Sequence

from apps.accounts.models import Workspace
from apps.audiences.filters.fields import ATTRIBUTE
from apps.contacts.custom import judging
from apps.contacts.custom_fields import CustomField
from apps.dashboard.segments.rows import FILLED, Block, Row

# What the filter language looks at an attribute of this kind as.
LOOKED_AT_AS = {"text": "text", "choice": "text", "number": "number", "date": "date", "yes_no": "flag"}
OF_CHOICE = frozenset({"is", "is_not", *FILLED})


def questions(fields: Sequence[CustomField]) -> list[tuple[str, str]]:
    """As the builder offers them: attribute.number:points, Points."""
    return [(f"{ATTRIBUTE}.{LOOKED_AT_AS[one.kind]}:{one.key}", one.label) for one in fields]


def dressed(workspace: Workspace, block: Block) -> Block:
    """The block, its rows told which field they ask for; one query if any asks for an attribute."""
    rows = [row for row in block.rows() if row.field == ATTRIBUTE]
    known = judging.by_key(workspace) if rows else {}
    for row in rows:
        if field := known.get(row.name):
            _dress(row, field)
    return block


def _dress(row: Row, field: CustomField) -> None:
    """A row that looks at it as another kind stays what it is: it was made so through the API."""
    kind = LOOKED_AT_AS[field.kind]
    if row.kind == "text" and row.op in FILLED:
        row.kind = kind
    if row.kind != kind:
        return
    row.label = field.label
    if field.kind == "choice":
        row.value = row.value or field.options[0]
        row.options = list(dict.fromkeys([*field.options, row.value]))
