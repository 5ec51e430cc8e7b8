"""How many SMS parts a text takes, and what it costs to leave plain characters."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from apps.copywriting.gsm import EXTENSION, FOREIGN
from apps.copywriting.smart import smarten

__all__ = ["Measure", "measure", "smarten"]

Encoding = Literal["GSM-7", "UCS-2"]

# Sizes of a lone part and of one among several, which gives 7 septets (6 bytes) to the joining header.
GSM_ALONE, GSM_JOINED = 160, 153
UCS_ALONE, UCS_JOINED = 70, 67


@dataclass(frozen=True, slots=True)
class Measure:
    """What a text takes on the wire.

    `units`: septets (GSM-7) or UTF-16 units (UCS-2); `limit`: units that fit a part; `culprit`: the first
    character that forced UCS-2, None in GSM-7.
    """

    encoding: Encoding
    parts: int
    units: int
    limit: int
    culprit: str | None = None


def measure(text: str) -> Measure:
    """Measure a text as it will be sent. An empty text is one part."""
    foreign = FOREIGN.search(text)
    return _measure_gsm(text) if foreign is None else _measure_ucs(text, foreign[0])


def _measure_gsm(text: str) -> Measure:
    pairs = sum(map(text.count, EXTENSION))
    units = len(text) + pairs
    if units <= GSM_ALONE:
        return Measure("GSM-7", 1, units, GSM_ALONE)
    if not pairs:
        return Measure("GSM-7", -(-units // GSM_JOINED), units, GSM_JOINED)
    parts = _parts((2 if character in EXTENSION else 1 for character in text), GSM_JOINED)
    return Measure("GSM-7", parts, units, GSM_JOINED)


def _measure_ucs(text: str, culprit: str) -> Measure:
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if units <= UCS_ALONE:
        return Measure("UCS-2", 1, units, UCS_ALONE, culprit)
    if units == len(text):
        return Measure("UCS-2", -(-units // UCS_JOINED), units, UCS_JOINED, culprit)
    parts = _parts((2 if character > "\uffff" else 1 for character in text), UCS_JOINED)
    return Measure("UCS-2", parts, units, UCS_JOINED, culprit)


def _parts(widths: Iterable[int], size: int) -> int:
    """Parts needed when a character of two units may not be cut in half at the end of a part."""
    parts, used = 1, 0
    for width in widths:
        used += width
        if used > size:
            parts, used = parts + 1, width
    return parts
