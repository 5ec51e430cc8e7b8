"""A CSV download, streamed line by line; cells are safe to open in a spreadsheet."""

from collections.abc import Iterable

from django.http import StreamingHttpResponse

from apps.common.spreadsheets import csv_lines


def download(name: str, lines: Iterable[Iterable[object]]) -> StreamingHttpResponse:
    """A CSV called `name`, in UTF-8 without a byte order mark: programs read it."""
    response = StreamingHttpResponse(csv_lines(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
