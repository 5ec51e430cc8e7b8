"""Tags, lists and stages."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q

from apps.audiences.filters.asking import Asking
from apps.audiences.filters.nodes import Condition
from apps.lists.models import Membership
from apps.pipeline.models import Placement
from apps.pipeline.queries import within
from apps.tags.models import Tagging

# field: the rows that tie contacts to it, and their column.
_TIES: Mapping[str, tuple[Any, str]] = {
    "tag": (Tagging, "tag"),
    "list": (Membership, "list"),
    "stage": (Placement, "stage"),
}


def belongs(asking: Asking, one: Condition, op: str) -> Q:
    """has: any of the ids; some: any at all (of stages: whoever was put into one, by whatever)."""
    model, column = _TIES[one.field]
    if op == "some":
        return Q(Exists(model.objects.of(asking.workspace_id).filter(contact=OuterRef("pk"))))
    keys = [asking.keys[held] for held in one.operands["ids"] if held in asking.keys]
    if not keys:
        return Q(pk__in=[])
    if one.field == "stage":
        return within(asking.workspace_id, keys)
    # The keys are of this workspace. Asking for it again would keep the index from answering alone.
    rows = model.everywhere.filter(contact=OuterRef("pk"))
    return Q(Exists(rows.filter(**{column: keys[0]} if len(keys) == 1 else {f"{column}__in": keys})))
