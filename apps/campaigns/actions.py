"""Verbs of campaigns. Each is a conditional update: of two that press the same button, one wins."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop

from apps.accounts.models import User, Workspace
from apps.audiences import spec as audiences
from apps.audiences.queries import members
from apps.audiences.refusals import EmptyAudience
from apps.campaigns import canceling
from apps.campaigns import details as details_of
from apps.campaigns.details import FARTHEST
from apps.campaigns.models import Campaign, Recipient
from apps.campaigns.refusals import (
    AlreadyLaunched,
    BadTime,
    ChangedMeanwhile,
    NoAttestation,
    NoBody,
    NobodyRemains,
    NotADraft,
    NotCancelable,
    NotPausable,
    NotPaused,
    TooLateToUndo,
)
from apps.common import clock
from apps.common.ids import parse
from apps.compliance import actions as compliance
from apps.compliance.actions import Witness
from apps.compliance.models import Attestation
from apps.events import diary
from apps.messaging import lanes
from apps.senders import queries as senders

State = Campaign.State
EDITABLE = (State.DRAFT, State.SCHEDULED)
AT_WORK = (State.EXPANDING, State.SENDING)


@transaction.atomic
def draft(
    workspace: Workspace, details: Mapping[str, Any], by: User | None = None, *, public_id: str = ""
) -> Campaign:
    """A new draft. details: name (needed), body, audience (data), sender, scheduled_at, metadata.

    `public_id` may be chosen before (a form carries it), so that sending a form twice makes one draft.
    """
    chosen = {"public_id": public_id} if parse("cmp", public_id) else {}
    if chosen and (made := Campaign.objects.of(workspace).filter(**chosen).first()):
        return made
    campaign = Campaign(workspace=workspace, created_by=by, **chosen)
    details_of.write(campaign, {"name": "", **details})
    try:
        with transaction.atomic():
            campaign.save(force_insert=True)
    except IntegrityError as error:  # the same form, sent twice at the same moment
        raise ChangedMeanwhile(gettext_noop("This draft was saved already.")) from error
    return campaign


@transaction.atomic
def edit(campaign: Campaign, details: Mapping[str, Any], *, seen: datetime | None = None) -> Campaign:
    """Change a draft; a scheduled campaign becomes a draft again, since what was attested has changed.

    `seen` is the updated_at of what the editor looked at. Raises ChangedMeanwhile when it is another by now.
    """
    locked = _locked(campaign)
    if locked.state not in EDITABLE:
        raise NotADraft
    _check_seen(locked, seen)
    _forget_the_wait(locked)
    details_of.write(locked, details)
    _back_to_draft(locked)
    return locked


def _forget_the_wait(campaign: Campaign) -> None:
    """Nobody planned the time until which a launch can be taken back."""
    if campaign.undo_until:
        campaign.scheduled_at = campaign.undo_until = None


def _back_to_draft(campaign: Campaign) -> None:
    campaign.state, campaign.attestation = State.DRAFT, None
    campaign.save()


def _check_seen(campaign: Campaign, seen: datetime | None) -> None:
    if seen is not None and seen != campaign.updated_at:
        raise ChangedMeanwhile(campaign=campaign)


@transaction.atomic
def launch(
    campaign: Campaign,
    witness: Witness,
    wording: str,
    *,
    at: datetime | None = None,
    estimate: Mapping[str, Any] | None = None,
    seen: datetime | None = None,
    undo_seconds: int = 0,
) -> Campaign:
    """Send now, or at `at`. The consent attestation is kept with it. What is to go now waits `undo_seconds`
    first, in which undo() takes it back.

    Raises NoBody, EmptyAudience, NoAttestation, BadTime, ChangedMeanwhile (see edit), AlreadyLaunched (also
    to the second of two at once; a scheduled campaign is edited first, which makes it a draft again).
    """
    locked = _locked(campaign)
    if locked.state != State.DRAFT:
        raise AlreadyLaunched
    _check_seen(locked, seen)
    _check(locked, wording, at)
    locked.attestation = compliance.attest(
        locked.workspace_id, witness, wording, about=locked.public_id, source="campaign launch"
    )
    locked.estimate, locked.scheduled_at = dict(estimate or {}), at
    is_later = at is not None and at > clock.now()
    if undo_seconds and not is_later:
        locked.scheduled_at = locked.undo_until = clock.now() + timedelta(seconds=undo_seconds)
    if is_later or locked.undo_until:
        locked.state = State.SCHEDULED
        locked.save()
        return locked
    return _begin(locked, witness.name)


@transaction.atomic
def undo(campaign: Campaign, actor: str) -> Campaign:
    """Take back a launch that has not begun: it is the draft that it was. Raises TooLateToUndo."""
    locked = _locked(campaign)
    if locked.state != State.SCHEDULED or locked.undo_until is None:
        raise TooLateToUndo
    _forget_the_wait(locked)
    _back_to_draft(locked)
    diary.record(locked.workspace_id, "campaign.taken_back", locked.public_id, actor=actor[:120])
    return locked


def _check(campaign: Campaign, wording: str, at: datetime | None) -> None:
    if not campaign.body.strip():
        raise NoBody
    if not wording.strip():
        raise NoAttestation
    if at is not None and not clock.now() - timedelta(minutes=5) < at < clock.now() + FARTHEST:
        raise BadTime
    spec = audiences.read(campaign.audience)
    if spec.include.is_empty or not members(campaign.workspace_id, spec).exists():
        raise EmptyAudience


@transaction.atomic
def begin(campaign: Campaign) -> None:
    """A scheduled campaign's time has come. Twice is once."""
    locked = _locked(campaign)
    if locked.state == State.SCHEDULED:
        _forget_the_wait(locked)
        _begin(locked, "schedule")


def _begin(campaign: Campaign, actor: str) -> Campaign:
    campaign.lane = campaign.lane or lanes.open_one(campaign.workspace)
    if campaign.per_hour:
        lanes.pace(campaign.lane, campaign.per_hour / 3_600)
    if campaign.sender is None and campaign.pool is None:
        campaign.sender = senders.default(campaign.workspace)
    campaign.state, campaign.launched_at = State.EXPANDING, campaign.launched_at or clock.now()
    campaign.save()
    diary.record(campaign.workspace_id, "campaign.launched", campaign.public_id, actor=actor[:120])
    return campaign


@transaction.atomic
def pause(campaign: Campaign, actor: str, reason: str = "") -> Campaign:
    """Stop queueing and park what is queued; what a carrier is being given right now still goes."""
    locked = _locked(campaign)
    if locked.state not in AT_WORK or locked.lane is None:
        raise NotPausable
    lanes.pause(locked.lane)
    locked.state, locked.pause_reason = State.PAUSED, reason[:200]
    locked.save()
    diary.record(locked.workspace_id, "campaign.paused", locked.public_id, actor=actor[:120], reason=reason)
    return locked


@transaction.atomic
def resume(campaign: Campaign, actor: str) -> Campaign:
    """Go on exactly where it stopped: who has an outcome keeps it."""
    locked = _locked(campaign)
    if locked.state != State.PAUSED or locked.lane is None:
        raise NotPaused
    lanes.resume(locked.lane)
    locked.state, locked.pause_reason = State.EXPANDING, ""
    locked.save()
    diary.record(locked.workspace_id, "campaign.resumed", locked.public_id, actor=actor[:120])
    return locked


@transaction.atomic
def cancel(campaign: Campaign, actor: str) -> Campaign:
    """End it: nothing more leaves from here on. A draft or schedule is called off; of a campaign under way
    what no carrier has is ended and refunded: a small one's at once, else by the clock (canceling.py).
    """
    locked = _locked(campaign)
    if locked.state in (State.COMPLETED, State.CANCELING, State.CANCELED):
        raise NotCancelable
    if locked.lane:
        lanes.cancel(locked.lane)
        locked.state = State.CANCELING
    else:
        locked.state, locked.completed_at = State.CANCELED, clock.now()
    locked.pause_reason = ""
    locked.save()
    diary.record(locked.workspace_id, "campaign.canceled", locked.public_id, actor=actor[:120])
    for _ in range(PIECES_AT_ONCE):
        canceling.end_next(locked)
    locked.refresh_from_db(fields=["state", "completed_at"])
    return locked


# The people, the texts, and the look that finds nothing left: three pieces end a campaign of up to 2,000.
PIECES_AT_ONCE = 3


@transaction.atomic
def send_to_remaining(campaign: Campaign, witness: Witness, wording: str) -> int:
    """Try again those who were skipped for a reason that may have passed; every gate is asked anew.

    Answers how many get another try. Raises NobodyRemains, NoAttestation, NotCancelable.
    """
    locked = _locked(campaign)
    if locked.state not in (State.COMPLETED, State.SENDING):
        raise NobodyRemains(gettext_noop("Wait until the campaign has gone through everybody."))
    if not wording.strip():
        raise NoAttestation
    remaining = Recipient.objects.of(locked.workspace_id).filter(campaign=locked).remaining()
    count = remaining.update(
        outcome=Recipient.Outcome.PENDING, rule="", reason="", temporary=False, decided_at=None
    )
    if not count:
        raise NobodyRemains
    attestation: Attestation = compliance.attest(
        locked.workspace_id, witness, wording, about=locked.public_id, source="send to the remaining"
    )
    locked.attestation, locked.round, locked.completed_at = attestation, locked.round + 1, None
    locked.expanded_to = 0  # those who try again stand among those who have their outcome
    _begin(locked, witness.name)
    return count


def _locked(campaign: Campaign) -> Campaign:
    """The row as it is now, and nobody else's until this transaction ends."""
    row: Campaign = (
        Campaign.objects.of(campaign.workspace_id)
        .select_for_update(of=("self",))
        .select_related("workspace", "lane", "sender__carrier", "pool")
        .get(pk=campaign.pk)
    )
    return row
