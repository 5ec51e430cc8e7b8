"""A CSV download, streamed line by line; cells are safe to open in a spreadsheet (imports.cells says how)."""

import csv
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse

from apps.imports import cells


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
        yield writer.writerow([cells.safe(cells.text(cell)) for cell in line])
