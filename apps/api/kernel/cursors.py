"""Pages by cursor: `limit`, and the id behind or before which a page begins. By one index, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

from apps.api.kernel.refusals import BadArgument
from apps.common.ids import parse

M = TypeVar("M", bound=Model)
DEFAULT, MOST = 20, 100


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """Rows in order, and whether there are more in the direction that was asked."""

    rows: list[M]
    has_more: bool


def page(rows: QuerySet[M], query: Mapping[str, str], prefix: str, *, oldest_first: bool = False) -> Page[M]:
    """The page that the query string asks for, in the order of the key.

    Raises BadArgument: limit out of 1–100, both cursors at once, a cursor that is no row of these.
    """
    most = limit(query)
    name, given = cursor(query)
    before = name == "ending_before"
    up = oldest_first != before  # which way the database walks from the cursor
    if given:
        mark = _mark(rows, given, prefix, name)
        rows = rows.filter(pk__gt=mark) if up else rows.filter(pk__lt=mark)
    found = list(rows.order_by("pk" if up else "-pk")[: most + 1])
    kept = found[:most]
    return Page(kept[::-1] if before else kept, len(found) > most)


def cursor(query: Mapping[str, str]) -> tuple[str, str]:
    """Which cursor is given, and its id; "" for none. Raises BadArgument for both at once."""
    after, before = query.get("starting_after", ""), query.get("ending_before", "")
    if after and before:
        raise BadArgument("Use starting_after or ending_before, not both.", field="ending_before")
    return ("ending_before", before) if before else ("starting_after", after)


def limit(query: Mapping[str, str]) -> int:
    """Rows of a page, 20 unless told. Raises BadArgument."""
    given = query.get("limit", "")
    if not given:
        return DEFAULT
    if not (given.isascii() and given.isdecimal() and len(given) < 4 and 1 <= int(given) <= MOST):
        raise BadArgument(f"limit must be a whole number from 1 to {MOST}.", field="limit")
    return int(given)


def _mark(rows: QuerySet[M], public_id: str, prefix: str, name: str) -> Any:
    found = None
    if parse(prefix, public_id):
        found = rows.filter(public_id=public_id).values_list("pk", flat=True).first()
    if found is None:
        raise BadArgument(f"{name} is not the id of one of these.", field=name)
    return found
