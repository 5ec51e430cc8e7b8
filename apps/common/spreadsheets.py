"""Cells between us and spreadsheets, and the CSV files that we write (docs/adr says why).

Policy (OWASP, "CSV injection"): a cell that a spreadsheet would run as a formula (it starts with = + - @,
a tab, CR or LF, or their full-width forms) gets an apostrophe in front. A plain number is harmless and stays:
+14155550001 is still a phone number, -5 still minus five. Reading takes the apostrophe off again, so a file
of ours comes back as it went.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Any

MARK = "\ufeff"  # the byte order mark, by which Excel knows UTF-8

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+\-]?[0-9]+(?:[.,][0-9]+)?")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def safe(cell: str) -> str:
    """As a spreadsheet may open it."""
    if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def bare(cell: str) -> str:
    """What `safe` was given."""
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell


def text(value: Any) -> str:
    """A value as a cell, before it is made safe; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A CSV file, line by line, every cell safe; None is an empty cell."""
    write = csv.writer(_Echo()).writerow
    for row in rows:
        yield write([safe(text(cell)) for cell in row])
