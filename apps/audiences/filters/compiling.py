"""A filter as one condition of a query over contacts.

`not` is pushed down to the conditions, so that what remains is made of and, or, and conditions that are each
as the planner likes them: EXISTS becomes a semi-join, NOT EXISTS an anti-join.
"""

from collections.abc import Callable, Mapping

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
    parts = [compiled(asking, part, positive) for part in node.parts]
    joined = parts[0]
    for part in parts[1:]:
        joined = joined & part if (node.kind == "all") == positive else joined | part
    return joined


def _condition(asking: Asking, one: Condition, positive: bool) -> Q:
    op = one.op
    if op in COMPLEMENTS and one.field != "consent":
        op, positive = COMPLEMENTS[op], not positive
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
