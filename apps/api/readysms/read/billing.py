"""Contract §4: which lines of the ledger are asked for."""

from collections.abc import Mapping

from django.db.models import QuerySet

from apps.accounts.models import Workspace
from apps.api.kernel import paging
from apps.credits.models import Entry


def found(workspace: Workspace, query: Mapping[str, str]) -> QuerySet[Entry]:
    """Newest first. Raises BadArgument."""
    rows = Entry.objects.of(workspace)
    if since := paging.since(query):
        rows = rows.filter(at__gte=since)
    if until := paging.until(query):
        rows = rows.filter(at__lt=until)
    return rows
