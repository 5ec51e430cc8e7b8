"""What an import would do, before it does anything."""

from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from apps.common import phones
from apps.common.spreadsheets import bare
from apps.contacts.custom import judging
from apps.imports import mapping, places
from apps.imports.models import Import
from apps.imports.people import Person, Reader
from apps.imports.tables import reading
from apps.imports.tables.dialect import SAMPLE_ROWS, Dialect

LOOKED_AT = 1_000
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Guess:
    mapping: mapping.Mapping
    may_hold_phones: bool


def guess(folder: Path, found: Dialect, region: str, defined: Lookup[str, str] | None = None) -> Guess:
    """The mapping, and whether any column could hold phones at all. `defined`: plain heading → key."""
    sample = [cells for _, cells in islice(reading.rows(folder, found), SAMPLE_ROWS)]
    guessed = mapping.guess(found.columns, sample, region, defined)
    return Guess(guessed, "phone" in guessed or _any_phone(sample, region))


def _any_phone(sample: Sequence[Sequence[str]], region: str) -> bool:
    """A cell that is a phone number, or would be in another country: seven digits and no letter."""
    cells = (cell for row in sample for cell in row)
    return any(phones.normalise(bare(cell), region) or _like_phone(cell) for cell in cells)


def _like_phone(cell: str) -> bool:
    return sum(c.isdigit() for c in cell) >= 7 and not any(c.isalpha() for c in cell)


def estimate(folder: Path, found: Dialect, lines: int) -> int:
    """About how many rows there are, from the lines; exact for files up to LOOKED_AT rows."""
    sample = list(islice(reading.rows(folder, found), LOOKED_AT))
    if len(sample) < LOOKED_AT:
        return len(sample)
    if found.is_sheet:
        with (folder / found.file).open("rb") as file:
            lines = sum(block.count(b"\n") for block in iter(lambda: file.read(1024 * 1024), b""))
    read = sample[-1][0] - sample[0][0] + 1
    return max(lines * len(sample) // read, len(sample))


@dataclass(frozen=True, slots=True)
class Problem:
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Preview:
    """rows: the first ones, as wide as the columns. problems: the first ones among `looked_at` rows.

    unfit: the first of them that come in without a value, because it does not fit its field.
    """

    columns: list[str]
    mapping: mapping.Mapping
    rows: list[list[str]]
    problems: list[Problem]
    looked_at: int
    unusable: int
    rows_expected: int
    unfit: list[Problem]


def preview(upload: Import, chosen: mapping.Mapping | None = None, region: str = "") -> Preview:
    """Read the first rows with this mapping (or the guessed one). Raises BadMapping, FileRefused."""
    columns: list[str] = upload.dialect["columns"]
    fields = chosen if chosen is not None else upload.mapping
    read = sample(upload)
    problems, unfit = _problems(read, _reader(upload, fields, region)) if "phone" in fields else ([], [])
    return Preview(
        columns=columns,
        mapping=fields,
        rows=[_fitted(cells, len(columns)) for _, cells in read[:SHOWN]],
        problems=problems[:SHOWN],
        looked_at=len(read),
        unusable=len(problems),
        rows_expected=upload.rows_expected,
        unfit=unfit[:SHOWN],
    )


def sample(upload: Import) -> list[reading.Row]:
    """The first rows of the file."""
    stored = reading.rows(places.folder(upload.public_id), Dialect(**upload.dialect))
    return list(islice(stored, LOOKED_AT))


def _reader(upload: Import, fields: mapping.Mapping, region: str) -> Reader:
    return Reader(fields, region or upload.default_region, judging.by_key(upload.workspace_id))


def _problems(rows: Sequence[reading.Row], reader: Reader) -> tuple[list[Problem], list[Problem]]:
    """Those who cannot come in, and those who come in without a value."""
    read = [reader.read(line, cells) for line, cells in rows]
    problems = [Problem(one.line, one.reason) for one in read if not isinstance(one, Person)]
    unfit = [Problem(one.line, " ".join(one.unfit)) for one in read if isinstance(one, Person) and one.unfit]
    return problems, unfit


def _fitted(cells: list[str], width: int) -> list[str]:
    return (cells + [""] * width)[:width]
