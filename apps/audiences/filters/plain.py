"""The columns of a contact."""

from django.db.models import F, Q

from apps.audiences.filters import texts
from apps.audiences.filters.asking import Asking
from apps.audiences.filters.nodes import Condition


def text(asking: Asking, one: Condition, op: str) -> Q:
    if op == "known":
        return ~Q(**{one.field: ""})
    return texts.compare(F(one.field), op, one.operands["value"])


def moment(asking: Asking, one: Condition, op: str) -> Q:
    """Days begin at midnight in the workspace's zone; within N days is N times 24 hours."""
    column = f"{one.field}_at"
    if op == "before":
        return Q(**{f"{column}__lt": asking.start_of(one.operands["value"])})
    if op == "after":
        return Q(**{f"{column}__gte": asking.start_of(one.operands["value"], later=1)})
    return Q(**{f"{column}__gte": asking.since(one.operands["days"])})


def dnd(asking: Asking, one: Condition, op: str) -> Q:
    return Q(dnd=op == "yes")
