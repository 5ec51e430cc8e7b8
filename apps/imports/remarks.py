"""The file of rows that did not come in as they were: line, outcome, reason, and the row itself.

It is written in the transaction of its rows and cut back to what was committed before more is added, so
that a worker killed in between leaves no line twice and none out.
"""

import csv
import io
import os
from collections.abc import Sequence
from dataclasses import dataclass

from apps.imports import places
from apps.imports.cells import safe
from apps.imports.models import Import

INVALID, DUPLICATE, NO_EMAIL = "rejected", "duplicate", "imported without e-mail"


@dataclass(slots=True)
class Remark:
    """One line of the file."""

    line: int
    outcome: str
    reason: str
    cells: list[str]


def append(held: Import, remarks: Sequence[Remark]) -> None:
    """Write remarks behind the committed ones, safely to disk; the caller saves held.remarks_size."""
    if not remarks:
        return
    path = places.remarks(held.public_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        if os.fstat(file.fileno()).st_size > held.remarks_size:
            file.truncate(held.remarks_size)
        if not held.remarks_size:
            file.write(_heading(held))
        file.write(_lines(remarks))
        file.flush()
        os.fsync(file.fileno())
        held.remarks_size = os.fstat(file.fileno()).st_size


def _heading(held: Import) -> bytes:
    columns = [safe(name) for name in held.dialect["columns"]]
    return "\ufeff".encode() + _csv([["Line", "Outcome", "Reason", *columns]])


def _lines(remarks: Sequence[Remark]) -> bytes:
    return _csv([[str(r.line), r.outcome, safe(r.reason), *map(safe, r.cells)] for r in remarks])


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(errors="replace")
