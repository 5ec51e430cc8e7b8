"""Contract § 6, the campaign object."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Sum

from apps.accounts.models import Workspace
from apps.api.kernel.stamps import seconds
from apps.api.v1.statuses import CAMPAIGN
from apps.audiences import spec as audiences
from apps.audiences.models import Segment
from apps.campaigns.models import Campaign
from apps.campaigns.progress import Progress, progress_of
from apps.contacts.models import Contact
from apps.lists.models import ContactList
from apps.messaging.models import Message
from apps.senders import queries as senders

# Of these no credit stays taken.
_FREE = ("failed", "refused", "canceled")


def campaigns(workspace: Workspace, rows: Sequence[Campaign]) -> list[dict[str, Any]]:
    """In a handful of queries, however many there are."""
    numbers = progress_of(rows)
    replies = _replies(workspace, rows)
    notional = _notional(workspace, rows)
    default = senders.default(workspace)
    address = default.address if default else None
    return [
        _campaign(row, numbers[row.pk], replies.get(row.lane_id, 0), address)
        | ({"credits_used": notional.get(row.lane_id, 0)} if workspace.is_sandbox else {})
        for row in rows
    ]


def _replies(workspace: Workspace, rows: Sequence[Campaign]) -> dict[int | None, int]:
    """Lane → people who wrote back; by the index over answered texts, which are few."""
    lanes = [row.lane_id for row in rows if row.lane_id]
    answered = Message.objects.of(workspace).filter(lane__in=lanes, replied_at__isnull=False).order_by()
    return dict(answered.values_list("lane").annotate(count=Count("pk"))) if lanes else {}


def _notional(workspace: Workspace, rows: Sequence[Campaign]) -> dict[int | None, int]:
    """Lane → what it would have cost, in test mode, where nothing is charged (§ 1)."""
    lanes = [row.lane_id for row in rows if row.lane_id] if workspace.is_sandbox else []
    texts = Message.objects.of(workspace).filter(lane__in=lanes).exclude(state__in=_FREE).order_by()
    return dict(texts.values_list("lane").annotate(parts=Sum("parts"))) if lanes else {}


def campaign(row: Campaign) -> dict[str, Any]:
    return campaigns(row.workspace, [row])[0]


def _campaign(row: Campaign, numbers: Progress, replied: int, default: str | None) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "object": "campaign",
        "name": row.name,
        "body": row.body,
        "from": row.sender.address if row.sender else default,
        "audience": audience(row),
        "status": CAMPAIGN[row.state],
        "recipients_count": numbers.audience,
        "stats": stats(numbers, replied),
        "credits_used": numbers.credits,
        "metadata": row.metadata,
        "scheduled_at": seconds(row.scheduled_at),
        "created_at": seconds(row.created_at),
        "completed_at": seconds(row.completed_at),
    }


def stats(numbers: Progress, replied: int) -> dict[str, int]:
    """People by what became of them; `sent` are those that a carrier took, delivered ones among them."""
    return {
        "queued": numbers.queued + numbers.held + numbers.sending + numbers.pending,
        "sent": numbers.accepted,
        "delivered": numbers.delivered,
        "failed": numbers.failed + numbers.refused,
        "replied": replied,
        "skipped": numbers.skipped,
        "canceled": numbers.canceled,
    }


def audience(row: Campaign) -> dict[str, Any]:
    """As it was given: public ids of the lists and contacts that are still there."""
    include = audiences.read(row.audience).include
    lists = ContactList.objects.of(row.workspace_id).filter(pk__in=include.lists)
    people = Contact.objects.of(row.workspace_id).filter(pk__in=include.contacts)
    said: dict[str, Any] = {"list_ids": list(lists.order_by("pk").values_list("public_id", flat=True))}
    if include.segments:
        named = Segment.objects.of(row.workspace_id).filter(pk__in=include.segments)
        said["segment_id"] = named.values_list("public_id", flat=True).first()
    if include.contacts:
        said["contact_ids"] = list(people.order_by("pk").values_list("public_id", flat=True))
    return said
