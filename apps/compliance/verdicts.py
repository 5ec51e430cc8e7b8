"""What a gate answers: None (pass), Hold (not before) or Refuse (no), with what it was decided from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

# Facts of a decision as sorted pairs: a verdict is a key (what is alike is written together), a dict is none.
Inputs = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Hold:
    """Not before `until`, because of `rule`."""

    rule: str
    until: datetime
    reason: str
    zone: str = ""
    inputs: Inputs = ()


@dataclass(frozen=True, slots=True)
class Refuse:
    """No, because of `rule`. `temporary`: a later try may pass."""

    rule: str
    reason: str
    temporary: bool = False
    inputs: Inputs = ()


Verdict = Hold | Refuse | None


def facts(**known: Any) -> Inputs:
    """Inputs from names and values; lists become tuples, empty values are left out."""
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value)
        for name, value in sorted(known.items())
        if value not in (None, "", (), [])
    )


def as_data(verdict: Verdict) -> Mapping[str, Any] | None:
    """The inputs as they are stored beside a decision; None when there are none."""
    return dict(verdict.inputs) if verdict and verdict.inputs else None
