"""Free attributes, looked at as text, number, date or flag."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Q, Value, When
from django.db.models.functions import Substr
from django.db.models.lookups import (
    Exact,
    GreaterThan,
    GreaterThanOrEqual,
    In,
    LessThan,
    LessThanOrEqual,
    Regex,
)

from apps.audiences.filters import texts
from apps.audiences.filters.asking import Asking
from apps.audiences.filters.nodes import Condition
from apps.audiences.filters.sql import Bytewise, FlagOf, IsHeld, NumberIs, OfText, TextOf

OPERATORS = {"is": "=", "more": ">", "less": "<", "at_least": ">=", "at_most": "<="}
YES = ("true", "yes", "y", "1", "on")
NO = ("false", "no", "n", "0", "off")
# A text that begins with a day that there is; what follows a T or a space is its time, and not looked at.
_MONTHS = (
    "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])",
    "(0[469]|11)-(0[1-9]|[12][0-9]|30)",
    "02-(0[1-9]|[12][0-9])",
)
DAY = rf"^[0-9]{{4}}-({'|'.join(_MONTHS)})(\Z|[T ])"


def held(asking: Asking, one: Condition, op: str) -> Q:
    """One condition; `op` is never a complement."""
    return _TYPES[one.operands["as"]](asking, one, op)


def _text(asking: Asking, one: Condition, op: str) -> Q:
    name = one.operands["name"]
    if op == "known":
        return Q(IsHeld(name))
    return Q(OfText(name, texts.compare(TextOf(name), op, one.operands["value"])))


def _number(asking: Asking, one: Condition, op: str) -> Q:
    return Q(NumberIs(one.operands["name"], OPERATORS[op], one.operands["value"]))


def _flag(asking: Asking, one: Condition, op: str) -> Q:
    return Q(In(FlagOf(one.operands["name"]), YES if op == "yes" else NO))


def _date(asking: Asking, one: Condition, op: str) -> Q:
    """Whether it is a day at all is asked last: a regular expression costs more than comparing letters."""
    text = TextOf(one.operands["name"])
    found = _on(Bytewise(Substr(text, 1, 10)), asking, one, op)
    return Q(OfText(one.operands["name"], Q(Case(When(found, then=Regex(text, DAY)), default=Value(False)))))


def _on(day: Any, asking: Asking, one: Condition, op: str) -> Q:
    """ISO days compare as texts do."""
    if op in ("on", "before", "after"):
        lookup = {"on": Exact, "before": LessThan, "after": GreaterThan}[op]
        return Q(lookup(day, Value(one.operands["value"])))
    today, days = asking.today, timedelta(days=one.operands["days"])
    if op == "within":
        return _between(day, today - days, today)
    if op == "coming":
        return _between(day, today, today + days)
    return _anniversary(Bytewise(Substr(day, 6, 5)), today, today + days)


def _between(day: Any, first: date, last: date) -> Q:
    return Q(GreaterThanOrEqual(day, Value(first.isoformat()))) & Q(
        LessThanOrEqual(day, Value(last.isoformat()))
    )


def _anniversary(day: Any, first: date, last: date) -> Q:
    """Month and day between the two, over the turn of a year too; a 29 February is kept on the 28th else."""
    if (last - first).days >= 365:
        return Q(GreaterThan(day, Value("")))
    start, end = f"{first:%m-%d}", f"{last:%m-%d}"
    if end == "02-28" and not _is_leap(last.year):
        end = "02-29"
    from_start, to_end = Q(GreaterThanOrEqual(day, Value(start))), Q(LessThanOrEqual(day, Value(end)))
    return from_start & to_end if first.year == last.year else from_start | to_end


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


_TYPES: Mapping[str, Callable[[Asking, Condition, str], Q]] = {
    "text": _text,
    "number": _number,
    "date": _date,
    "flag": _flag,
}
