"""The table of the consent ledger: search and filters, as its address says."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from apps.accounts.models import Workspace
from apps.compliance.models import ConsentEvent
from apps.contacts.fields import text
from apps.dashboard.tables import phones


@dataclass(frozen=True, slots=True)
class Filters:
    q: str
    kind: str


def read(query: QueryDict) -> Filters:
    """Filters out of ?q=&kind=."""
    kind = query.get("kind", "")
    return Filters(text(query.get("q", ""), 200), kind if kind in ConsentEvent.Kind.values else "")


def rows(workspace: Workspace, filters: Filters) -> Any:
    """The lines that they let through, in no order yet. A search is for a whole number or a line's id."""
    found = ConsentEvent.objects.of(workspace).select_related("attestation")
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if not filters.q:
        return found
    if filters.q.startswith("cns_"):
        return found.filter(public_id=filters.q)
    number = phones.exact(filters.q, workspace.default_region)
    return found.filter(phone=number) if number else found.none()
