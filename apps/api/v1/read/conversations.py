"""Which conversations are asked for, and what is to be changed of one."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from apps.accounts import queries
from apps.accounts.models import User, Workspace
from apps.accounts.roles import REPLY
from apps.api.kernel import arguments
from apps.api.kernel.refusals import BadArgument
from apps.api.v1.read import asked
from apps.messaging.models import Conversation

STATUSES = {"open": True, "closed": False}
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Wish:
    """None of `is_open`: it stays. `gives`: to `to`, whose None is nobody."""

    is_open: bool | None
    gives: bool
    to: User | None


def found(
    workspace: Workspace, rows: QuerySet[Conversation], query: Mapping[str, str]
) -> QuerySet[Conversation]:
    """?status= assigned_to=. Raises BadArgument."""
    if status := query.get("status", ""):
        rows = rows.filter(is_open=_is_open(status))
    if name := query.get("assigned_to", ""):
        to = None if name == NOBODY else _member(workspace, name)
        rows = rows.filter(assigned_to=to)
    return rows


def change(workspace: Workspace, body: asked.Body) -> Wish:
    """Raises BadArgument."""
    status, name = arguments.text(body, "status"), arguments.text(body, "assigned_to") or NOBODY
    return Wish(
        _is_open(status) if status is not None else None,
        "assigned_to" in body,
        None if name == NOBODY else _member(workspace, name),
    )


def _is_open(status: str) -> bool:
    if status not in STATUSES:
        raise BadArgument("status is one of open, closed.", field="status")
    return STATUSES[status]


def _member(workspace: Workspace, email: str) -> User:
    """Somebody of the team who may answer."""
    seat = (
        queries.seats_with(REPLY, workspace)
        .filter(user__email=email.replace("\0", "").strip().lower()[:254])
        .first()
    )
    if seat is None:
        raise BadArgument(
            "assigned_to is the e-mail address of a member who may answer.", field="assigned_to"
        )
    return seat.user
