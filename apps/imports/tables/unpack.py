"""The program that spreadsheet.py starts: `python unpack.py file.xlsx file.csv`. Knows no more of us.

Ends with 0 when the text is written, with anything else when the sheet cannot be read.
"""

import csv
import resource
import sys
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineSheet, CalamineWorkbook

# A million rows of ten cells took 1.1 GB here.
MEMORY = 3 * 1024 * 1024 * 1024
CPU_SECONDS = 80
Cell = str | float | int | bool | datetime | date | time | timedelta


def text(cell: Cell) -> str:
    """As a person would type it: 14155551234.0 is 14155551234, and midnight is no part of a date."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes" if cell.second == 0 else "seconds").removesuffix(" 00:00")
    return str(cell).replace("\0", "")


def sheet(book: CalamineWorkbook) -> CalamineSheet | None:
    """The first sheet with anything in it."""
    found = (book.get_sheet_by_index(place) for place in range(len(book.sheet_names)))
    return next((one for one in found if one.total_height), None)


def main(source: str, target: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    chosen = sheet(CalamineWorkbook.from_path(source))
    with open(target, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123 - needs no pathlib
        if chosen is not None:
            write = csv.writer(file).writerow
            for cells in chosen.iter_rows():
                write([text(cell) for cell in cells])
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2]))
