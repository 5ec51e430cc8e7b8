"""The import object, with its true counts, and the rows that did not come in as they were."""

import csv
from collections.abc import Mapping
from itertools import islice
from typing import Any

from apps.api.kernel import cursors
from apps.api.kernel.refusals import BadArgument
from apps.api.kernel.stamps import seconds
from apps.imports import places
from apps.imports.models import Import

COUNTS = (
    "created",
    "updated",
    "unchanged",
    "duplicate",
    "invalid",
    "opted_out",
    "opt_out_kept",
    "emails_dropped",
    "values_dropped",
)


def import_(row: Import) -> dict[str, Any]:
    """`rows_expected` is a guess until `surveyed`. Counts change with the rows, so they always hold."""
    return {
        "id": row.public_id,
        "object": "import",
        "status": row.state,
        "problem": row.problem or None,
        "file_name": row.file_name,
        "size": row.size,
        "sha256": row.sha256,
        "columns": row.dialect["columns"],
        "mapping": row.mapping,
        "default_region": row.default_region,
        "list_id": row.into.public_id if row.into else None,
        "consent_source": row.consent_source or None,
        "surveyed": row.is_surveyed,
        "rows_expected": row.rows_expected,
        "rows_done": row.rows,
        "counts": {name: getattr(row, name) for name in COUNTS},
        "undo": {"done": row.undone, "kept": row.undo_kept},
        "has_rejected_rows": bool(row.remarks_size and not row.files_gone_at),
        "created_at": seconds(row.created_at),
        "started_at": seconds(row.started_at),
        "finished_at": seconds(row.finished_at),
    }


def rejected(row: Import, query: Mapping[str, str]) -> tuple[list[dict[str, Any]], bool]:
    """A page of rows in the file's order, and whether there are more. Raises BadArgument."""
    limit, after = cursors.limit(query), _after(query)
    path = places.remarks(row.public_id)
    if not row.remarks_size or not path.exists():
        return [], False
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        columns = next(lines, [])[3:]
        behind = (line for line in lines if len(line) > 2 and int(line[0]) > after)
        found = list(islice(behind, limit + 1))
    return [_row(line, columns) for line in found[:limit]], len(found) > limit


def _after(query: Mapping[str, str]) -> int:
    """The line behind which the page begins."""
    if query.get("ending_before"):
        raise BadArgument("Rejected rows are read forward: use starting_after.", field="ending_before")
    given = query.get("starting_after", "") or "0"
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise BadArgument("starting_after is the line of a rejected row.", field="starting_after")
    return int(given)


def _row(line: list[str], columns: list[str]) -> dict[str, Any]:
    return {
        "object": "rejected_row",
        "line": int(line[0]),
        "outcome": line[1],
        "reason": line[2],
        "values": dict(zip(columns, line[3:], strict=False)),
    }
