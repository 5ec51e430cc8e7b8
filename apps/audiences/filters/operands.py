"""The values that conditions take, each read or refused with its place."""

import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from apps.audiences.filters import bounds, fields
from apps.audiences.filters.wrong import wrong
from apps.common.ids import parse
from apps.common.sentences import shape
from apps.compliance.models import Suppression

_LONGEST = shape(_("must have at most %(most)s characters"))
_BETWEEN = shape(_("must be between %(least)s and %(most)s"))

Reader = Callable[[Any, str, str], Any]  # value, place, field


def attribute_name(value: Any, place: str) -> str:
    """The name of an attribute, to the letter."""
    return _line(value, place, bounds.LONGEST_NAME)


def text(value: Any, place: str, field: str = "") -> str:
    """Up to 200 characters, as they are."""
    return _line(value, place, bounds.LONGEST_VALUE)


def _line(value: Any, place: str, longest: int) -> str:
    if not isinstance(value, str) or not value.strip():
        raise wrong(place, _("must be a text that is not empty"))
    if len(value) > longest:
        raise wrong(place, _LONGEST % {"most": longest})
    # NUL and lone surrogates are no text that a database takes.
    if "\0" in value or (not value.isprintable() and any("\ud800" <= one <= "\udfff" for one in value)):
        raise wrong(place, _("must be plain text"))
    return value


def number(value: Any, place: str, field: str = "") -> int | float:
    """Whole, or with up to six decimals."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise wrong(place, _("must be a number"))
    if abs(value) > bounds.LARGEST_NUMBER:
        raise wrong(place, _BETWEEN % {"least": -bounds.LARGEST_NUMBER, "most": bounds.LARGEST_NUMBER})
    if round(value, 6) != value:
        raise wrong(place, _("must have at most 6 decimals"))
    return value


def day(value: Any, place: str, field: str = "") -> str:
    """A day as YYYY-MM-DD, from 1900 to 2199."""
    try:
        read = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        read = None
    if read is None or not 1900 <= read.year < 2200:
        raise wrong(place, _("must be a day as YYYY-MM-DD, from 1900 to 2199"))
    return read.isoformat()


def days(value: Any, place: str, field: str = "") -> int:
    """How many days back, or ahead."""
    if type(value) is not int or not 1 <= value <= bounds.MOST_DAYS:
        raise wrong(place, _BETWEEN % {"least": 1, "most": bounds.MOST_DAYS})
    return value


def ids(value: Any, place: str, field: str) -> tuple[str, ...]:
    """Public ids of the field's kind; whether they exist is asked when the filter is saved or run."""
    prefix = fields.PREFIXES[field]
    for number_, one in enumerate(_many(value, place)):
        if parse(prefix, one) is None:
            raise wrong(f"{place}[{number_}]", f"must be an id of a {field}, {prefix}_…")
    return tuple(dict.fromkeys(value))


def kinds(value: Any, place: str, field: str = "") -> tuple[str, ...]:
    """Kinds of suppressions."""
    known = Suppression.Kind.values
    for number_, one in enumerate(_many(value, place)):
        if one not in known:
            raise wrong(f"{place}[{number_}]", f"must be one of {', '.join(known)}")
    return tuple(dict.fromkeys(value))


def _many(value: Any, place: str) -> list[Any]:
    if not isinstance(value, list | tuple) or not 1 <= len(value) <= bounds.MOST_IDS:
        raise wrong(place, f"must be a list of 1 to {bounds.MOST_IDS}")
    if not all(isinstance(one, str) for one in value):
        raise wrong(place, "must be a list of texts")
    return list(value)


READERS: Mapping[str, Reader] = {
    "text": text,
    "number": number,
    "date": day,
    "days": days,
    "ids": ids,
    "kinds": kinds,
}
