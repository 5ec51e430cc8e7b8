"""A filter as one condition of a query over contacts.

`not` is pushed down to the conditions, so that what remains is made of and, or, and conditions that are each
as the planner likes them: EXISTS becomes a semi-join, NOT EXISTS an anti-join.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from apps.audiences.filters import attributes, deeds, labels, plain
from apps.audiences.filters.asking import Asking
from apps.audiences.filters.fields import ATTRIBUTE, DEED, FIELDS, LABEL
from apps.audiences.filters.nodes import Condition, Node, Not
from apps.audiences.filters.sql import NotTrue

Compiler = Callable[[Asking, Condition, str], Q]

# An op that is the complement of another one.
COMPLEMENTS = {
    "lacks": "has",
    "none": "some",
    "is_not": "is",
    "contains_not": "contains",
    "unknown": "known",
    "not_within": "within",
    "never": "ever",
}


def compiled(asking: Asking, node: Node, positive: bool = True) -> Q:
    """Whom the filter matches; with `positive` False, whom it does not."""
    if isinstance(node, Not):
        return compiled(asking, node.part, not positive)
    if isinstance(node, Condition):
        return _condition(asking, node, positive)
    if (node.kind == "all") == positive:
        return reduce(and_, _all(asking, node.parts, positive))
    return reduce(or_, [compiled(asking, part, positive) for part in node.parts])


def _all(asking: Asking, parts: Sequence[Node], positive: bool) -> list[Q]:
    """Conditions that must all hold; what is asked of one row of engagement is asked at once."""
    texts = [one for one in parts if isinstance(one, Condition) and one.field in deeds.TEXTS]
    asked = [(one, *_straight(one, positive)) for one in texts]
    if len(asked) < 2 or not any(wanted for _, _, wanted in asked):
        return [compiled(asking, part, positive) for part in parts]
    others = [compiled(asking, part, positive) for part in parts if part not in texts]
    return [deeds.together(asking, asked), *others]


def _straight(one: Condition, positive: bool) -> tuple[str, bool]:
    """The op without its complement, and whether it is asked or denied."""
    if one.op in COMPLEMENTS and one.field != "consent":
        return COMPLEMENTS[one.op], not positive
    return one.op, positive


def _condition(asking: Asking, one: Condition, positive: bool) -> Q:
    op, positive = _straight(one, positive)
    found = _COMPILERS[one.field](asking, one, op)
    if positive:
        return found
    # Columns and EXISTS are never unknown; a value out of an attribute may be.
    return Q(NotTrue(found)) if one.field == ATTRIBUTE else ~found


_COMPILERS: Mapping[str, Compiler] = {
    **{name: labels.belongs for name, verbs in FIELDS.items() if verbs is LABEL},
    **{name: deeds.done for name, verbs in FIELDS.items() if verbs is DEED},
    **dict.fromkeys(("first_name", "last_name", "email", "phone", "source"), plain.text),
    "created": plain.moment,
    "updated": plain.moment,
    "dnd": plain.dnd,
    "consent": deeds.consent,
    "suppression": deeds.suppression,
    ATTRIBUTE: attributes.held,
}
