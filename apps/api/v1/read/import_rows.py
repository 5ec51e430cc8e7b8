"""Contacts in JSON as the people that an import takes."""

from collections.abc import Mapping
from typing import Any

from apps.api.kernel.refusals import BadArgument, MissingArgument
from apps.imports import cells
from apps.imports.mapping import ATTRIBUTE, MAX_ATTRIBUTES

MOST_ROWS = 50_000
NAMES = (
    "phone",
    "first_name",
    "last_name",
    "email",
    "tags",
    "stage",
    "opted_out",
    "dnd",
    "opt_in_time",
    "opt_in_source",
)
Row = Mapping[str, Any]


def people(body: Mapping[str, Any]) -> list[dict[str, str]]:
    """Field → cell of each. Raises MissingArgument, BadArgument naming the row: contacts[3].email."""
    told = [_told(row, place) for place, row in enumerate(_rows(body))]
    attributes = {name for row in told for name in row if name.startswith(ATTRIBUTE)}
    if len(attributes) > MAX_ATTRIBUTES:
        raise BadArgument(f"The contacts have more than {MAX_ATTRIBUTES} attributes.", field="contacts")
    return told


def _rows(body: Mapping[str, Any]) -> list[Any]:
    rows = body.get("contacts")
    if rows is None or rows == []:
        raise MissingArgument(field="contacts")
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        raise BadArgument(f"contacts is an array of at most {MOST_ROWS:,} objects.", field="contacts")
    return rows


def _told(row: Any, place: int) -> dict[str, str]:
    """Name → cell."""
    at = f"contacts[{place}]"
    if not isinstance(row, dict):
        raise BadArgument(f"{at} must be an object.", field=at)
    if unknown := set(row) - {*NAMES, "attributes"}:
        name = min(unknown)[:40]
        raise BadArgument(f"A contact has no '{name}'.", field=f"{at}.{name}")
    attributes = row.get("attributes") or {}
    if not isinstance(attributes, dict):
        raise BadArgument(f"{at}.attributes must be an object.", field=f"{at}.attributes")
    named = {name: row[name] for name in NAMES if row.get(name) is not None}
    told = {key.replace("\0", ""): held for key, held in attributes.items() if held is not None}
    named |= {f"{ATTRIBUTE}{key}": held for key, held in told.items()}
    return {name: _cell(value, f"{at}.{name}") for name, value in named.items()}


def _cell(value: Any, at: str) -> str:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return cells.join(value)
    if isinstance(value, dict | list):
        raise BadArgument(f"{at} must be a text, a number, true or false.", field=at)
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value)
