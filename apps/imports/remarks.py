"""The file of rows that did not come in as they were: line, outcome, reason, and the row itself.

It is written in the transaction of its rows and cut back to what was committed before more is added, so
that a worker killed in between leaves no line twice and none out.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from apps.common.spreadsheets import MARK, csv_lines
from apps.imports import places
from apps.imports.models import Import

INVALID, DUPLICATE, NO_EMAIL = "rejected", "duplicate", "imported without e-mail"
NO_VALUE = "imported without a value"
SKIPPED = "left alone"


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
    return MARK.encode() + _csv([["Line", "Outcome", "Reason", *held.dialect["columns"]]])


def _lines(remarks: Sequence[Remark]) -> bytes:
    return _csv([[one.line, one.outcome, one.reason, *one.cells] for one in remarks])


def _csv(rows: Sequence[Sequence[object]]) -> bytes:
    return "".join(csv_lines(rows)).encode(errors="replace")
