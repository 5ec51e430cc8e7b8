"""What a screening provider offers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class ProviderDown(Exception):
    """The provider cannot answer now. The texts wait; nobody passes unasked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One number. `since`: when the consent that stands was recorded (for reassigned numbers: "has it changed
    hands since?"); None when no consent stands or the provider does not want to know."""

    phone: str
    since: datetime | None = None


class Provider(Protocol):
    """Made once a process, asked for whole batches (500 to 2,000 numbers)."""

    name: str
    wants_since: bool

    def screen(self, asked: Sequence[Asked]) -> Mapping[str, str]:
        """Numbers that must not be texted, each with the reason. Raises ProviderDown."""
