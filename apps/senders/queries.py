"""Questions about senders."""

from apps.accounts.models import Workspace
from apps.senders import actions
from apps.senders.models import Sender


def usable(workspace: Workspace) -> list[Sender]:
    """Senders that can send now, the default first. A sandbox without any gets one on the virtual carrier."""
    found = list(Sender.objects.of(workspace).usable().select_related("carrier"))
    if not found and workspace.is_sandbox and not Sender.objects.of(workspace).exists():
        return [actions.add_virtual(workspace, "Sandbox")]
    return found


def default(workspace: Workspace) -> Sender | None:
    """What a text goes out from when nobody says."""
    return next(iter(usable(workspace)), None)
