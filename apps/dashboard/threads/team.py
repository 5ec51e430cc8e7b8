"""Whom a conversation can be given to."""

from apps.accounts import queries
from apps.accounts.models import Member, User, Workspace
from apps.accounts.roles import REPLY

MOST = 200


def hands(workspace: Workspace) -> list[Member]:
    """The seats that may answer, oldest first."""
    return list(queries.seats_with(REPLY, workspace)[:MOST])


def hand(workspace: Workspace, number: str) -> User | None:
    """The person of one of these seats, by its key."""
    return next((seat.user for seat in hands(workspace) if str(seat.pk) == number), None)
