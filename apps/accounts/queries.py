"""Questions across accounts."""

from apps.accounts.models import ApiKey, Member, User, Workspace
from apps.accounts.roles import Role
from apps.common.encryption import fingerprint


def working_key(key: str) -> ApiKey | None:
    """The row of a presented key, or None when it is unknown or revoked."""
    found: ApiKey | None = (
        ApiKey.everywhere.working().filter(key_hash=fingerprint(key)).select_related("workspace").first()
    )
    return found


def seats(user: User) -> list[Member]:
    """Where this user may work, live workspaces before sandboxes."""
    return list(
        Member.everywhere.filter(user=user)
        .select_related("workspace", "workspace__live")
        .order_by("workspace__live_id", "workspace__name", "workspace_id")
    )


def live_of(workspace: Workspace) -> Workspace:
    """The live twin of a sandbox, or the workspace itself."""
    return workspace.live or workspace


def people_with(right: str, workspace: Workspace) -> list[User]:
    """Who in this workspace has the right: whom to ask. At most five, oldest seats first."""
    roles = [role.value for role in Role if right in role.rights]
    seats = Member.objects.of(workspace).filter(role__in=roles).select_related("user")
    return [seat.user for seat in seats.order_by("id")[:5]]
