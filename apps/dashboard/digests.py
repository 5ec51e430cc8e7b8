"""The digest of unread replies: each morning by the workspace's clock, to those who chose it."""

from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils import timezone

from apps.accounts.models import User, Workspace
from apps.accounts.notices.choosing import switched_on
from apps.common import clock
from apps.dashboard.mailing import tell
from apps.dashboard.notices import page_of, subject_of
from apps.messaging.models import Conversation

KIND = "replies_digest"
FROM_HOUR = 8


def send_due() -> int:
    """Whose morning it is and who has not got today's yet; answers how many mails left."""
    return sum(_send(one.workspace, one.user) for one in switched_on(KIND).iterator(chunk_size=500))


def _send(workspace: Workspace, user: User) -> int:
    local = timezone.localtime(clock.now(), ZoneInfo(workspace.timezone))
    if local.hour < FROM_HOUR:
        return 0
    unread = Conversation.objects.of(workspace).filter(unread__gt=0).order_by()
    counts = unread.aggregate(all=Count("pk"), mine=Count("pk", filter=Q(assigned_to=user)))
    if not counts["all"]:
        return 0
    context = {**counts, "link": page_of("inbox")}
    name, key = workspace.name, f"{local:%Y-%m-%d}"
    return tell(
        workspace,
        KIND,
        key,
        lambda: subject_of(KIND, name),
        "dashboard/notices/digest.txt",
        context,
        only=user,
    )
