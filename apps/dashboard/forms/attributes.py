"""Free attributes as lines of text, and back."""

from collections.abc import Mapping
from typing import Any

from django.forms import ValidationError


def written(attributes: Mapping[str, Any]) -> str:
    """One `name: value` a line."""
    return "\n".join(f"{name}: {_plain(value)}" for name, value in attributes.items())


def read(text: str, before: Mapping[str, Any]) -> dict[str, Any]:
    """Names with values; None for a name whose line is gone. A value left alone keeps its type.

    Raises ValidationError naming the first line that is not `name: value`.
    """
    given = dict(_line(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip())
    kept = {
        name: before[name] if name in before and _plain(before[name]) == value else value
        for name, value in given.items()
    }
    return {**{name: None for name in before if name not in given}, **kept}


def _line(number: int, line: str) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    if not colon or not name.strip():
        raise ValidationError(f"Line {number} is not “name: value”.")
    return name.strip(), value.strip()


def _plain(value: Any) -> str:
    """One line, so that what is shown is what comes back."""
    return " ".join(str(value).split())
