"""XLSX becomes plain text once, in a process of its own with bounded memory, time and output.

A hostile sheet of two cells can ask its reader for terabytes (A1 and XFD1048576 are a dense grid), and the
reader's answer is to abort: that must not be the web server's end.
"""

import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from apps.imports.refusals import NotATable, UnreadableSpreadsheet

MAX_UNPACKED = 1024 * 1024 * 1024  # bytes of XML: about two million rows of ten cells
SECONDS = 90
_SCRIPT = Path(__file__).with_name("unpack.py")


def to_text(upload: Path) -> Path:
    """Write the first sheet with rows as UTF-8 CSV, a record a row. NotATable, UnreadableSpreadsheet."""
    _guard(upload)
    target = upload.with_name("sheet.csv")
    command = [sys.executable, "-I", str(_SCRIPT), str(upload), str(target)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise UnreadableSpreadsheet from error
    if done.returncode:
        raise UnreadableSpreadsheet
    return target


def _guard(upload: Path) -> None:
    """Refuse other archives, and archives that unpack to more than MAX_UNPACKED, whatever they declare."""
    try:
        with zipfile.ZipFile(upload) as archive:
            parts = archive.infolist()
        if not any(part.filename == "xl/workbook.xml" for part in parts):
            raise NotATable
        room = MAX_UNPACKED
        for part in parts:
            room -= _size(upload, part, room)
            if room < 0:
                raise UnreadableSpreadsheet
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError) as error:
        raise UnreadableSpreadsheet from error


def _size(upload: Path, part: zipfile.ZipInfo, room: int) -> int:
    """Bytes that the part really unpacks to; counting stops beyond `room`."""
    if part.compress_type == zipfile.ZIP_STORED:
        return part.compress_size
    size, engine = 0, zlib.decompressobj(-zlib.MAX_WBITS)
    with upload.open("rb") as file:
        _seek_data(file, part.header_offset)
        while size <= room and not engine.eof and (block := engine.unconsumed_tail or file.read(64 * 1024)):
            size += len(engine.decompress(block, 1024 * 1024))
    return size


def _seek_data(file: BinaryIO, offset: int) -> None:
    """Past the local header: 30 bytes, a name, an extra field; lengths at 26 and 28 (APPNOTE 4.3.7)."""
    file.seek(offset)
    name, extra = struct.unpack("<HH", file.read(30)[26:])
    file.seek(name + extra, 1)
