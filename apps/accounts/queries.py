"""Questions across accounts."""

from typing import TypeAlias

from django.db.models import F, Q, QuerySet

from apps.accounts.models import ApiKey, ApiKeys, Member, User, Workspace
from apps.accounts.roles import Role
from apps.accounts.tenancy import OwnedQuerySet
from apps.common.compiled import Compiled
from apps.common.encryption import fingerprint

Seats: TypeAlias = OwnedQuerySet[Member]
_WORKING = Compiled[ApiKey](
    lambda key_hash: ApiKey.everywhere.working().filter(key_hash=key_hash).select_related("workspace"), str
)


def working_key(key: str) -> ApiKey | None:
    """The row of a presented key, or None when it is unknown or revoked."""
    return _WORKING.one(fingerprint(key))


def was_revoked(key: str) -> bool:
    """Whether a presented key worked once."""
    return ApiKey.everywhere.filter(key_hash=fingerprint(key), revoked_at__isnull=False).exists()


def seats(user: User) -> list[Member]:
    """Where this user may work, live workspaces before sandboxes."""
    return list(
        Member.everywhere.filter(user=user)
        .select_related("workspace", "workspace__live", "workspace__parent")
        # Said aloud: PostgreSQL sorts NULL last, SQLite first.
        .order_by(F("workspace__live").asc(nulls_first=True), "workspace__name", "workspace_id")
    )


def live_of(workspace: Workspace) -> Workspace:
    """The live twin of a sandbox, or the workspace itself."""
    return workspace.live or workspace


def sandbox_of(workspace: Workspace) -> Workspace:
    """The sandbox twin of a live workspace, or the sandbox itself."""
    return workspace if workspace.is_sandbox else workspace.sandbox


def twins(workspace: Workspace) -> QuerySet[Workspace]:
    """The live workspace and its sandbox, from either."""
    live = live_of(workspace).pk
    return Workspace.objects.filter(Q(pk=live) | Q(live=live))


def keys(workspace: Workspace) -> ApiKeys:
    """The API keys of a workspace and of its twin."""
    return ApiKey.everywhere.filter(workspace__in=twins(workspace))


def team(workspace: Workspace) -> Seats:
    """The seats of a workspace, owners' first; a sandbox has the team of its live twin."""
    return Member.objects.of(live_of(workspace)).select_related("user").order_by("id")


def people_with(right: str, workspace: Workspace) -> list[User]:
    """Who in this workspace has the right: whom to ask. At most five, oldest seats first."""
    return [seat.user for seat in seats_with(right, workspace)[:5]]


def seats_with(right: str, workspace: Workspace) -> Seats:
    """The seats of the team whose role has the right, oldest first."""
    roles = [role.value for role in Role if right in role.rights]
    return team(workspace).filter(role__in=roles)


def is_last_owner(member: Member) -> bool:
    """Whether the workspace would be left without an owner."""
    return [seat.user_id for seat in team(member.workspace).filter(role=Role.OWNER)] == [member.user_id]
