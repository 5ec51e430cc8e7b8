"""A CSV download for people, streamed line by line; cells are safe to open in a spreadsheet."""

from collections.abc import Iterable
from itertools import chain

from django.http import StreamingHttpResponse

from apps.common.spreadsheets import MARK, csv_lines


def answer(name: str, lines: Iterable[Iterable[object]]) -> StreamingHttpResponse:
    """A download `name`; the byte order mark tells Excel that it is UTF-8."""
    response = StreamingHttpResponse(chain([MARK], csv_lines(lines)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
