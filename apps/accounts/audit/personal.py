"""Deeds that belong to a person and to no workspace: signing in, a second step, a look as somebody."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from apps.accounts.audit.writing import note


@transaction.atomic
def note_of_person(
    user: Any, kind: str, subject_id: str = "", *, after: Mapping[str, Any] | None = None, by: Any = None
) -> None:
    """A line in each live workspace where this user has a seat (1 to 20): whoever runs it may know."""
    seats = user.memberships.filter(workspace__live=None).select_related("workspace").order_by("workspace_id")
    for seat in seats:
        note(seat.workspace, kind, user.email, subject_id, after=after, by=by)
