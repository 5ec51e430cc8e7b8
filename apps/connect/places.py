"""The workspaces that somebody may let an app into: those whose keys they may make, sandboxes too."""

from apps.accounts import queries
from apps.accounts.models import User, Workspace
from apps.accounts.roles import MANAGE


def open_to(user: User) -> list[Workspace]:
    """Live ones before sandboxes."""
    seats = [seat for seat in queries.seats(user) if seat.may(MANAGE)]
    return [seat.workspace for seat in seats if seat.workspace.state == Workspace.State.ACTIVE]
