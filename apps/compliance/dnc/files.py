"""The registry's files: comma-delimited text, plain or zipped, streamed in whole lines.

Full list: area code, seven-digit number. Change list: the same, and in further columns an A (added) or a D
(deleted) and the day of the change. (telemarketing.donotcall.gov, "Flat Text File".)
"""

import gzip
import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple, cast

# About 20,000 lines: small enough that the few pieces in which two area codes meet cost little.
PIECE = 256 * 1024


class Entry(NamedTuple):
    """One line."""

    npa: str
    number: int
    added: bool


class BadLine(ValueError):
    """A line that no such file has; the text names the file and what stands there."""


class Source:
    """A file to be read; `sha256` is right once it was read to its end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._hash = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """Of the text, unzipped."""
        return self._hash.hexdigest()

    def pieces(self) -> Iterator[bytes]:
        """The text in pieces of whole lines."""
        rest = b""
        for stream in self._streams():
            with stream:
                while piece := stream.read(PIECE):
                    self._hash.update(piece)
                    whole, newline, tail = piece.rpartition(b"\n")
                    if newline:
                        yield rest + whole + newline
                        rest = tail
                    else:
                        rest += piece
            if rest.strip():
                yield rest + b"\n"
            rest = b""

    def _streams(self) -> Iterator[IO[bytes]]:
        if self.path.suffix == ".zip":
            with zipfile.ZipFile(self.path) as packed:
                for name in packed.namelist():
                    yield packed.open(name)
        elif self.path.suffix == ".gz":
            yield cast(IO[bytes], gzip.open(self.path))  # noqa: SIM115 - closed by pieces()
        else:
            yield self.path.open("rb")


def one_area(piece: bytes) -> tuple[str, list[bytes]] | None:
    """The area code and the numbers of a piece of a full list that has one area code only; else None.

    Asked first: in a sorted list nearly every piece has, and then no line of it is looked at by itself.
    """
    start = piece[:4]
    if not start[:3].isdigit() or start[3:] != b",":
        return None
    lines = piece.count(b"\n")
    if piece.count(b"\n" + start) != lines - 1 or piece.count(b",") != lines:
        return None
    numbers = piece.replace(start, b" ").split()
    if len(numbers) != lines or len(b"".join(numbers)) != 7 * lines:
        return None
    return start[:3].decode(), numbers


def entries(piece: bytes, named: str) -> Iterable[Entry]:
    """Line by line. Raises BadLine."""
    for line in piece.decode("ascii", "replace").splitlines():
        if line.strip():
            yield _entry(line, named)


def _entry(line: str, named: str) -> Entry:
    npa, *more = (cell.strip().strip('"') for cell in line.split(","))
    if len(npa) == 10 and npa.isdigit():  # ten digits in one column, as some resellers write them
        npa, more = npa[:3], [npa[3:], *more]
    number = more[0] if more else ""
    if len(npa) != 3 or len(number) != 7 or not (npa + number).isdigit() or number[0] in "01":
        raise BadLine(f"{named}: {line[:60]!r} is no area code and number, such as 201,5550123.")
    return Entry(npa, int(number), "D" not in {cell.upper() for cell in more[1:]})
