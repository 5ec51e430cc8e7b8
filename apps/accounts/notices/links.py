"""The link by which somebody ends one kind of mail: signed, without an end, good for nothing else."""

from django.core import signing

from apps.accounts.models import User, Workspace
from apps.accounts.notices.kinds import BY_NAME
from apps.accounts.queries import live_of

SALT = "notices"


def token(user: User, workspace: Workspace, kind: str) -> str:
    """What the link carries."""
    return signing.dumps([user.pk, live_of(workspace).pk, kind], salt=SALT)


def read(text: str) -> tuple[User, Workspace, str] | None:
    """Whose mails of which kind from where; None for what we did not sign, or who is gone."""
    try:
        user_id, workspace_id, kind = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=user_id).first()
    workspace = Workspace.objects.filter(pk=workspace_id).first()
    return (user, workspace, kind) if user and workspace and kind in BY_NAME else None
