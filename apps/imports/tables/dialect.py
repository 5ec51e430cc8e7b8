"""How one file is to be read. Found once, stored with the import."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from apps.imports.refusals import (
    BinaryFile,
    EmptyFile,
    HeaderOnly,
    NotATable,
    OldSpreadsheet,
    TooManyColumns,
    UnreadableSpreadsheet,
)
from apps.imports.tables import delimiter, heading, reading, spreadsheet
from apps.imports.tables.scan import Scan

SAMPLE_ROWS = 200
MAX_COLUMNS = 500
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx behind a password
_ZIP = b"PK\x03\x04"
_FOREIGN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")


@dataclass(frozen=True, slots=True)
class Dialect:
    """file: the name of the text to read, beside the upload. heading_line: 0 when the file has none."""

    file: str
    encoding: str
    delimiter: str
    heading_line: int
    columns: list[str] = field(default_factory=list)
    is_sheet: bool = False

    def stored(self) -> dict[str, Any]:
        return asdict(self)


def of(upload: Path, scan: Scan, region: str) -> Dialect:
    """Look at an upload. Raises FileRefused in its many kinds; leaves a spreadsheet's text beside it."""
    if not scan.size:
        raise EmptyFile
    text, encoding, sheet = upload, scan.encoding, False
    if scan.head.startswith(_ZIP):
        text, encoding, sheet = spreadsheet.to_text(upload), "utf-8", True
    else:
        _refuse_binaries(scan)
    mark = "," if sheet else delimiter.guess(text, encoding)
    raw = Dialect(text.name, encoding, mark, 0, is_sheet=sheet)
    return _with_heading(raw, text.parent, region)


def _refuse_binaries(scan: Scan) -> None:
    if scan.head.startswith(_OLE):
        raise OldSpreadsheet
    if scan.head.startswith(_FOREIGN):
        raise NotATable
    if scan.is_wide:
        return
    if scan.has_nul:
        raise BinaryFile
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in scan.head)
    if controls > 0.01 * len(scan.head) or _is_markup(scan.head):
        raise NotATable


def _is_markup(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower()
    return start.startswith((b"<!doctype", b"<html", b"<?xml", b"{", b"[{", b"[\n"))


def _with_heading(raw: Dialect, folder: Path, region: str) -> Dialect:
    sample = reading.sample(folder, raw, SAMPLE_ROWS)
    if not sample:
        raise UnreadableSpreadsheet if raw.is_sheet else EmptyFile
    line, columns = heading.find(sample, region)
    if len(columns) > MAX_COLUMNS:
        raise TooManyColumns
    if not any(number > line for number, _ in sample):
        raise HeaderOnly
    return Dialect(raw.file, raw.encoding, raw.delimiter, line, columns, raw.is_sheet)
