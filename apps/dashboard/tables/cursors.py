"""Pages by cursor: the next starts behind the last row shown, so the millionth costs what the first does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Model, QuerySet
from django.http import QueryDict

M = TypeVar("M", bound=Model)

SIZE = 50
LOOKED_AT = 10_000  # rows of a stretch, where a page's own are found by looking: some 60 ms
COUNTED = 10_000  # a count stops here: "10,000+" says enough, and costs the same at a million rows
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """`rows` in order; `previous` and `next` are the query strings of the pages around, "" at an end."""

    rows: list[M]
    previous: str
    next: str

    @property
    def previous_url(self) -> str:
        return f"?{self.previous}" if self.previous else ""

    @property
    def next_url(self) -> str:
        return f"?{self.next}" if self.next else ""

    @property
    def is_all(self) -> bool:
        return not (self.previous or self.next)


def page(
    rows: QuerySet[M],
    query: QueryDict,
    by: str = "-id",
    size: int = SIZE,
    among: QuerySet[M] | None = None,
    within: str = "",
) -> Page[M]:
    """The page that `after` or `before` in `query` names; the first for none or nonsense.

    `by` is one column that is unique among `rows` and indexed, with "-" for descending. `among`: all of which
    `rows` are some that no index finds. Of these a stretch of LOOKED_AT is looked through: a page may have
    few rows, or none, and still a next. `within`: a column that all share, their index's first.
    """
    column, down = by.removeprefix("-"), by.startswith("-")
    after, before = _mark(rows, column, query.get("after")), _mark(rows, column, query.get("before"))
    backwards = before is not None and after is None
    mark = before if backwards else after
    falls = down != backwards
    edge, whole = None, _behind(rows, column, falls, mark)
    if among is not None:
        near, edge = _stretch(_behind(among, column, falls, mark), [within, column], falls)
        whole = whole.filter(**_between(column, falls, near, edge))
    order = [column] if among is not None else [within, column]
    found = list(whole.order_by(*_order(order, falls))[: size + 1])
    more, found = len(found) > size, found[:size]
    ahead = getattr(found[-1], column) if more else edge
    behind = getattr(found[0], column) if found else mark if among is not None else None
    behind = None if mark is None else behind
    if backwards:
        found.reverse()
        ahead, behind = behind, ahead
    return Page(found, _link(query, "before", behind), _link(query, "after", ahead))


def _order(columns: Sequence[str], falls: bool) -> list[str]:
    return [f"-{column}" if falls else column for column in columns if column]


def _behind(rows: QuerySet[M], column: str, falls: bool, mark: Any) -> QuerySet[M]:
    return rows if mark is None else rows.filter(**{f"{column}__{'lt' if falls else 'gt'}": mark})


def _stretch(rows: QuerySet[M], columns: Sequence[str], falls: bool) -> tuple[Any, Any]:
    """The first of these, and the one that ends a stretch; None for no end: the stretch holds all of them."""
    keys = rows.order_by(*_order(columns, falls)).values_list(columns[-1], flat=True)
    return next(iter(keys[:1]), None), next(iter(keys[LOOKED_AT - 1 : LOOKED_AT]), None)


def _between(column: str, falls: bool, near: Any, far: Any) -> dict[str, Any]:
    """Both ends are said: with one of them open all that lies there, of others, was walked through."""
    low, high = (far, near) if falls else (near, far)
    ends = {f"{column}__gte": low, f"{column}__lte": high}
    return {name: key for name, key in ends.items() if key is not None}


def _mark(rows: QuerySet[M], column: str, text: str | None) -> Any:
    """A cursor out of an address, or None for what cannot be one."""
    if not text or "\0" in text:
        return None
    if rows.model._meta.get_field(column).get_internal_type() != "BigAutoField":
        return text[:100]
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else 0
    return number if 0 < number < _LARGEST else None


def _link(query: QueryDict, way: str, mark: Any) -> str:
    if mark is None:
        return ""
    link = query.copy()
    for name in ("after", "before"):
        link.pop(name, None)
    link[way] = str(mark)
    return link.urlencode()


def count(rows: QuerySet[M]) -> int:
    """How many, up to COUNTED + 1."""
    return rows.order_by()[: COUNTED + 1].count()


def spoken(number: int) -> str:
    """As people read it: 1,204, or 10,000+."""
    return f"{intcomma(COUNTED)}+" if number > COUNTED else str(intcomma(number))


def kept(query: QueryDict, *without: str) -> str:
    """The query string of a page's other links: all that was asked but the cursors and `without`."""
    link = query.copy()
    for name in ("after", "before", *without):
        link.pop(name, None)
    return link.urlencode()
