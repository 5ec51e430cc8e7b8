"""Which sign separates the cells: the one that cuts most rows into the same number of pieces."""

import csv
from collections import Counter
from itertools import islice
from pathlib import Path

CANDIDATES = ",;\t|"
ROWS = 60


def guess(path: Path, encoding: str) -> str:
    """One of `,` `;` tab `|`; a comma for a file of one column. Excel's "sep=;" on top is obeyed."""
    if named := _named(path, encoding):
        return named
    scored = [(_score(path, encoding, sign), -place, sign) for place, sign in enumerate(CANDIDATES)]
    return max(scored)[2]


def _named(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        first = file.readline(20).strip().lower()
    return first[4] if first.startswith("sep=") and len(first) == 5 and first[4] in CANDIDATES else ""


def _score(path: Path, encoding: str, sign: str) -> float:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        widths = Counter(len(row) for row in _rows(file, sign) if any(row))
    wide = {width: times for width, times in widths.items() if width > 1}
    if not wide:
        return 0.0
    width, times = max(wide.items(), key=lambda found: (found[1], found[0]))
    return times / sum(widths.values()) + min(width, 50) / 1_000


def _rows(file: object, sign: str) -> list[list[str]]:
    try:
        return list(islice(csv.reader(file, delimiter=sign), ROWS))  # type: ignore[arg-type]
    except csv.Error:
        return []
