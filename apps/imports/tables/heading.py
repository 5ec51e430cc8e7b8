"""Where the headings are, if there are any."""

from itertools import takewhile

from apps.common import phones
from apps.common.spreadsheets import bare
from apps.imports import headings
from apps.imports.tables.reading import Row

LOOKED_AT = 20


def find(sample: list[Row], region: str) -> tuple[int, list[str]]:
    """(line of the headings, their texts as wide as the sample); line 0 and "Column 1"… when there is none.

    Headings stand above the first row with a phone number in it. Of several rows there (titles, notes of an
    export) the one with the most known words wins, then the widest.
    """
    above = list(takewhile(lambda row: not _is_data(row[1], region), sample[:LOOKED_AT]))
    width = max(len(cells) for _, cells in sample)
    if not above:
        return 0, [f"Column {place}" for place in range(1, width + 1)]
    line, cells = max(above, key=lambda row: (_known(row[1]), _filled(row[1]), -row[0]))
    return line, _padded([bare(cell).strip()[:100] for cell in cells], width)


def _is_data(cells: list[str], region: str) -> bool:
    return any(phones.normalise(bare(cell), region) for cell in cells if any(c.isdigit() for c in cell))


def _known(cells: list[str]) -> int:
    return sum(headings.field_of(bare(cell)) is not None for cell in cells)


def _filled(cells: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _padded(cells: list[str], width: int) -> list[str]:
    named = cells + [""] * (width - len(cells))
    return [cell or f"Column {place}" for place, cell in enumerate(named, 1)]
