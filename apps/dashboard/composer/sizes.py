"""How many people stand behind each list, tag and stage that a composer offers."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma

from apps.accounts.models import Workspace
from apps.contacts.models import Contact
from apps.lists.models import Membership
from apps.pipeline.models import Placement, Stage
from apps.tags.models import Tagging

# Rows that are walked in an index for all choices together: about 20 ms. Who comes when they are used up is
# counted to a thousand.
BUDGET, LEAST = 100_000, 1_000
# Choices that are counted, in the order they are offered; who has more finds the number in the summary.
COUNTED = 50
_ROWS: dict[str, Callable[[Workspace, int], Any]] = {
    "lists": lambda workspace, pk: Membership.objects.of(workspace).filter(list=pk),
    "tags": lambda workspace, pk: Tagging.objects.of(workspace).filter(tag=pk),
    "stages": lambda workspace, pk: Placement.objects.of(workspace).filter(stage=pk),
}


def sizes(workspace: Workspace, kind: str, choices: Iterable[int]) -> dict[int, str]:
    """Primary key → "240", or "1,000+" where counting stopped. `kind`: lists, tags or stages."""
    if kind not in _ROWS:
        return {}  # segments: each is a query of its own, and the summary counts what is ticked
    found, left = {}, BUDGET
    first = _first_stage(workspace) if kind == "stages" else None
    for pk in list(choices)[:COUNTED]:
        most = max(left, LEAST)
        number = _ROWS[kind](workspace, pk).order_by()[: most + 1].count()
        if pk == first:
            number += _nowhere(workspace, most)
        found[pk], left = _spoken(number, most), left - min(number, most)
    return found


def _first_stage(workspace: Workspace) -> int | None:
    return Stage.objects.of(workspace).values_list("pk", flat=True).first()


def _nowhere(workspace: Workspace, most: int) -> int:
    """Who was never placed, and stands in the first stage: more than `most` when there are more people at all
    (to find the last of a million who is placed nowhere takes seconds)."""
    people = Contact.objects.of(workspace).order_by()[: most + 1].count()
    if people > most:
        return people
    return people - Placement.objects.of(workspace).order_by().count()


def _spoken(number: int, most: int) -> str:
    return f"{intcomma(most)}+" if number > most else intcomma(number)
