"""How the program is started."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# (callback URL, API key) of a sender's number that never sent anything here; None when nobody knows it.
FindNumber = Callable[[str], tuple[str, str] | None]


def nobody(number: str) -> tuple[str, str] | None:
    """The FindNumber of a carrier that has nobody to ask."""
    return None


@dataclass(frozen=True, slots=True)
class Options:
    """`directory` None: nothing is kept when the process ends."""

    directory: Path | None = None
    scenario: Path | None = None
    latency_ms: int = 0
    receipt_delay_ms: int = 1000
    find_number: FindNumber = nobody
