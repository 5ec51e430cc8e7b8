"""Who is due to be told how to leave: in the first marketing text, and again when none said so for long.

CTIA's Messaging Principles 5.1.3 want it in the first text and regularly after; the workspace says after how
many days (footer_days; 0: never, its writers see to it themselves).
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q

from apps.accounts.models import Workspace
from apps.common.among import Among
from apps.messaging.horizon import first_id_since
from apps.messaging.models import Message
from apps.messaging.states import State

# As a writer may say it, and as copywriting.footer reads it; in SQL a word's edges would cost a regex a row.
SAID = Q(body__icontains="stop") | Q(body__icontains="unsubscribe") | Q(body__icontains="opt out")
NEVER_LEFT = Q(state__in=(State.REFUSED, State.CANCELED)) | Q(state=State.FAILED, sent_at=None)


def due(workspace: Workspace, contacts: Collection[int], now: datetime) -> set[int]:
    """Those of these contacts (by key) whose next marketing text must say it. One query."""
    if not workspace.footer_days:
        return set()
    since = now - timedelta(days=workspace.footer_days)
    rows = Message.objects.of(workspace).outbound().filter(kind=Message.Kind.MARKETING)
    lately = rows.filter(Among("contact_id", contacts), pk__gte=first_id_since(since), created_at__gte=since)
    told = lately.filter(SAID).exclude(NEVER_LEFT).order_by()
    return set(contacts) - set(told.values_list("contact_id", flat=True).distinct())
