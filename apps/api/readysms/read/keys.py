"""Contract §1: the keys of this dialect that work."""

from django.db.models import QuerySet

from apps.accounts.models import ApiKey, Workspace
from apps.api.kernel import paging
from apps.api.kernel.refusals import UnknownKey


def found(workspace: Workspace, kind: ApiKey.Kind) -> QuerySet[ApiKey]:
    """Oldest first."""
    return ApiKey.objects.of(workspace).working().filter(kind=kind).order_by("pk")


def one(workspace: Workspace, kind: ApiKey.Kind, pk: str) -> ApiKey:
    """Raises UnknownKey."""
    key = found(workspace, kind).filter(pk=paging.row_id(pk)).first()
    if key is None:
        raise UnknownKey
    return key
