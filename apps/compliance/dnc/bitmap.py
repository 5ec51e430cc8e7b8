"""One area code as a bitmap: a bit for each number from 200-0000 to 999-9999, which is 1,000,000 bytes."""

from collections import deque
from collections.abc import Iterable
from itertools import repeat

FIRST = 2_000_000  # no exchange begins with 0 or 1
NUMBERS = 8_000_000
BYTES = NUMBERS // 8
Bits = bytearray | memoryview


class Flags:
    """A byte for each number while a sorted list is read: setting a byte takes a third of setting a bit."""

    def __init__(self) -> None:
        self._flags = bytearray(FIRST + NUMBERS)

    def set(self, numbers: Iterable[int]) -> None:
        """Mark these seven-digit numbers. IndexError for more digits than seven."""
        deque(map(self._flags.__setitem__, numbers, repeat(1)), maxlen=0)

    @property
    def is_clean(self) -> bool:
        """Whether no number below 200-0000 was marked: there is none."""
        return 1 not in self._flags[:FIRST]

    def packed(self) -> int:
        """The bitmap as one number: eight strided slices, each moved to its bit."""
        return sum(int.from_bytes(self._flags[FIRST + bit :: 8], "little") << bit for bit in range(8))


def merge(into: "memoryview | bytearray", packed: int) -> None:
    """OR a packed bitmap into one that is there."""
    into[:] = (int.from_bytes(into, "little") | packed).to_bytes(BYTES, "little")


def put(bits: "memoryview | bytearray", number: int, listed: bool) -> None:
    """Set or clear one seven-digit number."""
    place = number - FIRST
    if listed:
        bits[place >> 3] |= 1 << (place & 7)
    else:
        bits[place >> 3] &= ~(1 << (place & 7)) & 255


def count(bits: "memoryview | bytearray") -> int:
    """How many numbers are listed."""
    return int.from_bytes(bits, "little").bit_count()
