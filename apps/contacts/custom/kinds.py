"""What a value of each kind may be, and how it is kept."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, Protocol

from django.utils.translation import gettext_noop as _

from apps.common.sentences import shape
from apps.contacts.refusals import InvalidValue

MAX_VALUE = 1_000  # characters, as apps.contacts.fields cuts them
LARGEST = 10**15  # up to here both databases compare alike (docs/filters.md)
YES = ("true", "yes", "y", "1", "on")
NO = ("false", "no", "n", "0", "off")
_YES = frozenset({*YES, "t", "x", "sí", "si", "s", "oui", "o", "ja", "j", "sim"})
_NO = frozenset({*NO, "f", "non", "nein", "nee", "não", "nao"})
_NUMBER = re.compile(r"-?([0-9]{1,15}|[0-9]{1,9}\.[0-9]{1,6})")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].{0,40})?")
_WORDED = ("%Y/%m/%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y")


class DayOrder(Enum):
    """How 03/04/2026 is read: March 4, April 3, or not at all (programs write 2026-03-04)."""

    NONE = ()
    MONTH_FIRST = ("%m/%d/%Y", "%m-%d-%Y", "%d.%m.%Y")
    DAY_FIRST = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")

    @classmethod
    def of(cls, region: str) -> "DayOrder":
        """The United States begin with the month, the others with the day; so do opt-in times of imports."""
        return cls.MONTH_FIRST if region == "US" else cls.DAY_FIRST


class Defined(Protocol):
    """A CustomField, or what is like one."""

    key: str
    label: str
    kind: str
    options: Sequence[str]


class _Unfit(Exception):
    pass


SENTENCES = {
    "text": shape(_("%(label)s must be a text.")),
    "number": shape(_("%(label)s must be a number, such as 42 or 3.5.")),
    "date": shape(_("%(label)s must be a day, such as 2026-05-04.")),
    "yes_no": shape(_("%(label)s must be yes or no.")),
    "choice": shape(_("%(label)s must be one of: %(options)s.")),
}


def read(field: Defined, value: Any, order: DayOrder) -> Any:
    """The value as it is kept; None empties. Raises InvalidValue."""
    if isinstance(value, str):
        value = value.replace("\0", "").strip()[:MAX_VALUE]
    if value is None or (value == "" and field.kind != "text"):
        return None
    try:
        return _READERS[field.kind](field, value, order)
    except _Unfit as fault:
        words = {"label": field.label, "options": ", ".join(field.options)[:300]}
        raise InvalidValue(SENTENCES[field.kind] % words, field=f"attributes.{field.key}") from fault


def fits(field: Defined, value: Any) -> bool:
    """Whether a kept value is of the kind, as segments look at it: of dates, only those that are ISO."""
    try:
        read(field, value, DayOrder.NONE)
    except InvalidValue:
        return False
    return True


def _text(field: Defined, value: Any, order: DayOrder) -> str:
    if not isinstance(value, str):
        raise _Unfit
    return value


def _number(field: Defined, value: Any, order: DayOrder) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        if math.isfinite(value) and abs(value) <= LARGEST:
            return value
    elif isinstance(value, str):
        plain = value.replace(",", "") if _THOUSANDS.fullmatch(value) else value
        plain = f"0{plain}" if plain.startswith(".") else plain
        if _NUMBER.fullmatch(plain):
            return plain
    raise _Unfit


def _date(field: Defined, value: Any, order: DayOrder) -> str:
    if not isinstance(value, str):
        raise _Unfit
    if _DAY.fullmatch(value) and _is_day(value[:10]):
        return value
    for known in (*_WORDED, *order.value) if order is not DayOrder.NONE else ():
        try:
            return datetime.strptime(value, known).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise _Unfit


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _yes_no(field: Defined, value: Any, order: DayOrder) -> Any:
    if isinstance(value, bool):
        return value
    word = value.casefold() if isinstance(value, str) else ""
    if word in _YES or word in _NO:
        return "yes" if word in _YES else "no"
    raise _Unfit


def _choice(field: Defined, value: Any, order: DayOrder) -> str:
    if isinstance(value, str):
        folded = value.casefold()
        for option in field.options:
            if option.casefold() == folded:
                return option
    raise _Unfit


_READERS: Mapping[str, Callable[[Defined, Any, DayOrder], Any]] = {
    "text": _text,
    "number": _number,
    "date": _date,
    "yes_no": _yes_no,
    "choice": _choice,
}
