"""Questions across accounts."""

from apps.accounts.models import ApiKey, Member, User, Workspace
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
