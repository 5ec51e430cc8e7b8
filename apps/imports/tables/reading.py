"""Streaming the rows of a file whose dialect is known."""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Protocol, TextIO

from django.utils.translation import gettext_noop as _

from apps.common.sentences import shape
from apps.imports.refusals import FileGone, UnclosedQuote

Row = tuple[int, list[str]]

# A cell of a contact list is a line or a note. More is a quotation mark that never closes and eats the rows.
MAX_CELL = 64 * 1024
MAX_LINES_OF_A_ROW = 500


class Readable(Protocol):
    """What reading needs of a dialect."""

    @property
    def file(self) -> str: ...
    @property
    def encoding(self) -> str: ...
    @property
    def delimiter(self) -> str: ...
    @property
    def heading_line(self) -> int: ...
    @property
    def is_sheet(self) -> bool: ...


def rows(folder: Path, dialect: Readable, skip: int = 0) -> Iterator[Row]:
    """(line, cells) below the heading, without blank rows; `skip` leaves out that many of them.

    line: the physical line of the file where the row starts, from 1; of a spreadsheet, its row.
    Skipping parses the skipped rows: about a second per million. Raises FileGone, UnclosedQuote.
    """
    return islice(_below(folder, dialect), skip, None)


def sample(folder: Path, dialect: Readable, size: int) -> list[Row]:
    """The first rows, heading included."""
    return list(islice(_all(folder, dialect), size))


def _below(folder: Path, dialect: Readable) -> Iterator[Row]:
    for row in _all(folder, dialect):
        if row[0] > dialect.heading_line:
            yield row


def _all(folder: Path, dialect: Readable) -> Iterator[Row]:
    csv.field_size_limit(MAX_CELL)
    try:
        file = (folder / dialect.file).open(encoding=dialect.encoding, errors="replace", newline="")
    except FileNotFoundError as error:
        raise FileGone from error
    with file:
        yield from _sheet(file) if dialect.is_sheet else _text(file, dialect.delimiter)


def _text(file: TextIO, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(file, delimiter=delimiter)
    line = 1
    cells: list[str] = []
    try:
        for cells in reader:
            end = reader.line_num
            if end - line > MAX_LINES_OF_A_ROW:
                raise _unclosed(line)
            if any(cells) and not (line == 1 and _names_separator(cells, delimiter)):
                yield line, cells
            line = end + 1
    except csv.Error as error:
        raise _unclosed(line) from error
    if cells and cells[-1].endswith(("\n", "\r")):
        raise _unclosed(line)


def _names_separator(cells: list[str], delimiter: str) -> bool:
    """Excel's first line "sep=;", which falls into two cells at that very sign."""
    return delimiter.join(cells).strip().lower() == f"sep={delimiter}".strip()


_UNCLOSED = shape(
    _("A quotation mark on line %(line)s is opened and never closed. Close or remove it and try again.")
)


def _unclosed(line: int) -> UnclosedQuote:
    return UnclosedQuote(_UNCLOSED % {"line": line}, line=line)


def _sheet(file: TextIO) -> Iterator[Row]:
    for number, cells in enumerate(csv.reader(file), 1):
        if any(cells):
            yield number, cells
