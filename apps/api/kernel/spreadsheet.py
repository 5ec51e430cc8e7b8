"""CSV that is safe to open in a spreadsheet, streamed line by line."""

import csv
import re
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse

# What makes a spreadsheet take a cell for a formula (OWASP, CSV injection); a plain number or phone is none.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def download(name: str, lines: Iterable[Iterable[object]]) -> StreamingHttpResponse:
    """A CSV called `name`, in UTF-8 without a byte order mark: programs read it."""
    response = StreamingHttpResponse(_written(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _written(lines: Iterable[Iterable[object]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    for line in lines:
        yield writer.writerow([safe(cell) for cell in line])


def safe(cell: object) -> object:
    """A text that looks like a formula gets an apostrophe in front."""
    if isinstance(cell, str) and _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return "" if cell is None else cell
