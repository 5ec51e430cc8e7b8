"""The table of suppressions: search and filters, as its address says."""

from dataclasses import dataclass

from django.http import QueryDict

from apps.accounts.models import Workspace
from apps.compliance.models import Suppression, Suppressions
from apps.contacts.fields import text
from apps.dashboard.tables import phones


@dataclass(frozen=True, slots=True)
class Filters:
    """`lifted` shows those that no longer stand, too."""

    q: str
    kind: str
    lifted: bool


def read(query: QueryDict) -> Filters:
    """Filters out of ?q=&kind=&lifted=1."""
    kind = query.get("kind", "")
    return Filters(
        text(query.get("q", ""), 200),
        kind if kind in Suppression.Kind.values else "",
        query.get("lifted") == "1",
    )


def rows(workspace: Workspace, filters: Filters) -> Suppressions:
    """The rows that they let through, in no order yet. A search that is no phone finds nothing."""
    found = Suppression.objects.of(workspace)
    if not filters.lifted:
        found = found.standing()
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if not filters.q:
        return found
    if number := phones.exact(filters.q, workspace.default_region):
        return found.filter(phone=number)
    part = phones.digits(filters.q)
    return found.filter(phone__contains=part) if part else found.none()
