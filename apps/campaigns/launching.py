"""What every launch goes through, whoever says the word: one person, two (approval/), or the clock."""

from datetime import datetime, timedelta
from typing import Any

from apps.accounts.audit import writing as audit
from apps.audiences import spec as audiences
from apps.audiences.queries import members
from apps.audiences.refusals import EmptyAudience
from apps.campaigns.details import FARTHEST
from apps.campaigns.models import Campaign
from apps.campaigns.refusals import BadTime, ChangedMeanwhile, NoAttestation, NoBody
from apps.common import clock
from apps.events import diary
from apps.messaging import lanes
from apps.senders import queries as senders

State = Campaign.State


def lock(campaign: Campaign) -> Campaign:
    """The row as it is now, and nobody else's until this transaction ends."""
    row: Campaign = (
        Campaign.objects.of(campaign.workspace_id)
        .select_for_update(of=("self",))
        .select_related("workspace", "lane", "sender__carrier", "pool")
        .get(pk=campaign.pk)
    )
    return row


def check_seen(campaign: Campaign, seen: datetime | None) -> None:
    """Raises ChangedMeanwhile when `seen` is not its updated_at; None: nobody looked at it."""
    if seen is not None and seen != campaign.updated_at:
        raise ChangedMeanwhile(campaign=campaign)


def check(campaign: Campaign, wording: str, at: datetime | None) -> None:
    """Whether it can go at all. Raises NoBody, NoAttestation, BadTime, EmptyAudience."""
    if not campaign.body.strip():
        raise NoBody
    if not wording.strip():
        raise NoAttestation
    if at is not None and not clock.now() - timedelta(minutes=5) < at < clock.now() + FARTHEST:
        raise BadTime
    spec = audiences.read(campaign.audience)
    if spec.include.is_empty or not members(campaign.workspace_id, spec).exists():
        raise EmptyAudience


def go(campaign: Campaign, actor: str, *, at: datetime | None = None, undo_seconds: int = 0) -> Campaign:
    """Now, at `at`, or when it can no longer be taken back. The row is locked, checked and attested."""
    campaign.scheduled_at = at
    is_later = at is not None and at > clock.now()
    note(campaign, "campaign.launched", actor, **({"at": at} if is_later else {}))
    if undo_seconds and not is_later:
        campaign.scheduled_at = campaign.undo_until = clock.now() + timedelta(seconds=undo_seconds)
    if is_later or campaign.undo_until:
        campaign.state = State.SCHEDULED
        campaign.save()
        return campaign
    return begin(campaign, actor)


def begin(campaign: Campaign, actor: str) -> Campaign:
    """Its texts are being queued from here on."""
    campaign.lane = campaign.lane or lanes.open_one(campaign.workspace)
    if campaign.per_hour:
        lanes.pace(campaign.lane, campaign.per_hour / 3_600)
    if campaign.sender is None and campaign.pool is None:
        campaign.sender = senders.default(campaign.workspace)
    campaign.state, campaign.launched_at = State.EXPANDING, campaign.launched_at or clock.now()
    campaign.save()
    diary.record(campaign.workspace_id, "campaign.launched", campaign.public_id, actor=actor[:120])
    return campaign


def note(campaign: Campaign, kind: str, actor: str, **after: Any) -> None:
    """A line of the audit log about it."""
    audit.note(campaign.workspace, kind, campaign.name, campaign.public_id, after=after, by=actor)


def forget_the_wait(campaign: Campaign) -> None:
    """Nobody planned the time until which a launch can be taken back."""
    if campaign.undo_until:
        campaign.scheduled_at = campaign.undo_until = None


def back_to_draft(campaign: Campaign) -> None:
    """What was attested, or approved, is not what it will be."""
    campaign.state, campaign.attestation = State.DRAFT, None
    campaign.save()
