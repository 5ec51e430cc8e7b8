"""Where the people of a campaign are. Counted from the rows, never from a checkpoint."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count, Q, Sum

from apps.campaigns.models import Campaign, Recipient
from apps.common import clock
from apps.messaging.models import Message


@dataclass(slots=True)
class Progress:
    """Each person in exactly one place, from `pending` to `refused`."""

    audience: int = 0
    pending: int = 0  # no outcome yet
    skipped: int = 0
    held: int = 0  # queued for a later hour
    queued: int = 0
    sending: int = 0
    unsure: int = 0
    sent: int = 0  # accepted by the carrier, no receipt yet
    delivered: int = 0
    failed: int = 0
    canceled: int = 0
    refused: int = 0  # a gate said no at the door
    erased: int = 0  # the text went with its deleted contact
    credits: int = 0  # charged and not given back
    undelivered: int = 0  # those of `failed` that the carrier had taken first

    @property
    def accepted(self) -> int:
        """What a carrier took, as far as we know."""
        return self.sent + self.delivered + self.undelivered

    @property
    def texts(self) -> int:
        """People for whom a text was queued."""
        return self.audience - self.pending - self.skipped

    @property
    def waiting(self) -> int:
        """Who is due and has not gone: nobody for a finished campaign, and the held are not due."""
        return self.pending + self.queued + self.sending

    @property
    def settled(self) -> int:
        ended = self.delivered + self.failed + self.canceled + self.refused + self.erased
        return self.skipped + self.sent + ended

    @property
    def percent(self) -> int:
        """Of the audience, who needs nothing more from us; 100 only when that is everybody."""
        return self.settled * 100 // self.audience if self.audience else 0


_STATES = {field.name for field in fields(Progress)}


def progress(campaign: Campaign) -> Progress:
    """Of one campaign."""
    return progress_of([campaign])[campaign.pk]


def progress_of(campaigns: Sequence[Campaign]) -> dict[int, Progress]:
    """Campaign id → progress, for campaigns of one workspace: two grouped counts, however many they are."""
    found = {campaign.pk: Progress() for campaign in campaigns}
    for workspace_id in {campaign.workspace_id for campaign in campaigns}:
        _count_recipients(workspace_id, found)
        _count_messages(workspace_id, {one.lane_id: found[one.pk] for one in campaigns if one.lane_id})
    return found


def _count_recipients(workspace_id: int, found: dict[int, Progress]) -> None:
    """The audience, and those of it for whom no text was queued. Whose text is not found later was erased."""
    rows = Recipient.objects.of(workspace_id).filter(campaign__in=list(found)).order_by()
    for pk, outcome, count in rows.values_list("campaign", "outcome").annotate(count=Count("pk")):
        found[pk].audience += count
        place = "erased" if outcome == Recipient.Outcome.QUEUED else outcome
        setattr(found[pk], place, count)


def held() -> Q:
    """Messages that wait for their hour. Who only waits for their turn in a campaign's pace is queued."""
    return Q(state="queued", not_before__gt=clock.now()) & ~Q(held_by="")


def _count_messages(workspace_id: int, lanes: dict[int, Progress]) -> None:
    if not lanes:
        return
    rows = Message.objects.of(workspace_id).filter(lane__in=list(lanes)).order_by().values("lane", "state")
    for row in rows.annotate(
        count=Count("pk"),
        held=Count("pk", filter=held()),
        taken=Count("pk", filter=Q(sent_at__isnull=False) | ~Q(carrier_ref="")),
        paid=Sum("credits", filter=Q(refunded=False)),
    ):
        _add(lanes[row["lane"]], row["state"], row["count"] - row["held"], row)


def _add(where: Progress, state: str, count: int, row: Mapping[str, Any]) -> None:
    assert state in _STATES, f"a message of a campaign in {state}"
    setattr(where, state, getattr(where, state) + count)
    where.held += row["held"]
    where.erased -= row["count"]
    where.credits += row["paid"] or 0
    if state == "failed":
        where.undelivered = row["taken"]
