"""Free attributes as lines of text, and back."""

from collections.abc import Collection, Mapping
from typing import Any

from django.forms import ValidationError
from django.utils.translation import gettext as _


def written(attributes: Mapping[str, Any]) -> str:
    """One `name: value` a line."""
    return "\n".join(f"{name}: {_plain(value)}" for name, value in attributes.items())


def read(
    text: str, before: Mapping[str, Any], was: str | None = None, taken: Collection[str] = ()
) -> dict[str, Any]:
    """The names whose line is another one now; None for a name whose line is gone.

    `before`: what stands on the contact. `was`: the lines as the page showed them, so that of two people who
    edit at once neither takes back what the other did; None: as `before` is written. `taken`: names that have
    an input of their own. Raises ValidationError naming the first line that is not `name: value`.
    """
    given = dict(_line(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip())
    for name in given:
        if name in taken:
            raise ValidationError(_("“%(name)s” has a field of its own above.") % {"name": name})
    seen = _seen(written(before) if was is None else was)
    new = {name: value for name, value in given.items() if seen.get(name) != value}
    return {name: None for name in seen if name not in given} | new


def _seen(lines: str) -> dict[str, str]:
    """The same without complaint: nobody typed them."""
    parts = (line.partition(":") for line in lines.splitlines())
    return {name.strip(): value.strip() for name, colon, value in parts if colon and name.strip()}


def _line(number: int, line: str) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    if not colon or not name.strip():
        raise ValidationError(_("Line %(number)s is not “name: value”.") % {"number": number})
    return name.strip(), value.strip()


def _plain(value: Any) -> str:
    """One line, so that what is shown is what comes back."""
    return " ".join(str(value).split())
