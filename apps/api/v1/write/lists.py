"""Contract § 8, the list object: `contact_list`, because `list` is the envelope."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count

from apps.accounts.models import Workspace
from apps.api.kernel.stamps import seconds
from apps.lists.models import ContactList, Membership


def lists(workspace: Workspace, rows: Sequence[ContactList]) -> list[dict[str, Any]]:
    """In one query more, however many there are."""
    sizes = _sizes(workspace, rows)
    return [_list(row, sizes.get(row.pk, 0)) for row in rows]


def _sizes(workspace: Workspace, rows: Sequence[ContactList]) -> dict[int, int]:
    held = Membership.objects.of(workspace).filter(list__in=[row.pk for row in rows])
    return dict(held.values_list("list").annotate(count=Count("pk")))


def size(row: ContactList) -> int:
    return Membership.objects.of(row.workspace_id).filter(list=row).count()


def _list(row: ContactList, size: int) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "object": "contact_list",
        "name": row.name,
        "type": row.kind,
        "source": row.source or None,
        "contacts_count": size,
        "created_at": seconds(row.created_at),
    }
