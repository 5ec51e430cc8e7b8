"""Verbs of campaigns. Each is a conditional update: of two that press the same button, one wins."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop

from apps.accounts.models import User, Workspace
from apps.campaigns import canceling, launching
from apps.campaigns import details as details_of
from apps.campaigns.approval import closing, limits, outgrowing
from apps.campaigns.launching import lock
from apps.campaigns.models import Campaign, Recipient
from apps.campaigns.refusals import (
    AlreadyLaunched,
    ChangedMeanwhile,
    NoAttestation,
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
def edit(
    campaign: Campaign, details: Mapping[str, Any], *, seen: datetime | None = None, actor: str = ""
) -> Campaign:
    """Change a draft; a scheduled campaign becomes a draft again, since what was attested has changed. A
    request for approval is taken back, in the name of `actor`.

    `seen` is the updated_at of what the editor looked at. Raises ChangedMeanwhile when it is another by now.
    """
    locked = lock(campaign)
    if locked.state not in EDITABLE:
        raise NotADraft
    launching.check_seen(locked, seen)
    closing.take_back(locked, actor, closing.EDITED)
    launching.forget_the_wait(locked)
    details_of.write(locked, details)
    launching.back_to_draft(locked)
    return locked


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
    to the second of two at once; a scheduled campaign is edited first, which makes it a draft again), and
    NeedsApproval when it is above the limits of its workspace: then another one launches it (approval/).
    """
    locked = lock(campaign)
    if locked.state != State.DRAFT:
        raise AlreadyLaunched
    launching.check_seen(locked, seen)
    launching.check(locked, wording, at)
    if refusal := limits.need(locked, at):
        raise refusal
    closing.take_back(locked, witness.name, closing.LAUNCHED)
    locked.attestation = compliance.attest(
        locked.workspace_id, witness, wording, about=locked.public_id, source="campaign launch"
    )
    locked.estimate = dict(estimate or {})
    return launching.go(locked, witness.name, at=at, undo_seconds=undo_seconds)


@transaction.atomic
def undo(campaign: Campaign, actor: str) -> Campaign:
    """Take back a launch that has not begun: it is the draft that it was. Raises TooLateToUndo."""
    locked = lock(campaign)
    if locked.state != State.SCHEDULED or locked.undo_until is None:
        raise TooLateToUndo
    launching.forget_the_wait(locked)
    launching.back_to_draft(locked)
    diary.record(locked.workspace_id, "campaign.taken_back", locked.public_id, actor=actor[:120])
    launching.note(locked, "campaign.taken_back", actor)
    return locked


@transaction.atomic
def begin(campaign: Campaign) -> None:
    """A scheduled campaign's time has come. Twice is once. What outgrew its limit waits for approval."""
    locked = lock(campaign)
    if locked.state == State.SCHEDULED and not outgrowing.stop(locked):
        launching.forget_the_wait(locked)
        launching.begin(locked, "schedule")


@transaction.atomic
def pause(campaign: Campaign, actor: str, reason: str = "") -> Campaign:
    """Stop queueing and park what is queued; what a carrier is being given right now still goes."""
    locked = lock(campaign)
    if locked.state not in AT_WORK or locked.lane is None:
        raise NotPausable
    lanes.pause(locked.lane)
    locked.state, locked.pause_reason = State.PAUSED, reason[:200]
    locked.save()
    diary.record(locked.workspace_id, "campaign.paused", locked.public_id, actor=actor[:120], reason=reason)
    launching.note(locked, "campaign.paused", actor, **({"reason": reason} if reason else {}))
    return locked


@transaction.atomic
def resume(campaign: Campaign, actor: str) -> Campaign:
    """Go on exactly where it stopped: who has an outcome keeps it."""
    locked = lock(campaign)
    if locked.state != State.PAUSED or locked.lane is None:
        raise NotPaused
    lanes.resume(locked.lane)
    locked.state, locked.pause_reason = State.EXPANDING, ""
    locked.save()
    diary.record(locked.workspace_id, "campaign.resumed", locked.public_id, actor=actor[:120])
    launching.note(locked, "campaign.resumed", actor)
    return locked


@transaction.atomic
def cancel(campaign: Campaign, actor: str) -> Campaign:
    """End it: nothing more leaves from here on. A draft or schedule is called off; of a campaign under way
    what no carrier has is ended and refunded: a small one's at once, else by the clock (canceling.py).
    """
    locked = lock(campaign)
    if locked.state in (State.COMPLETED, State.CANCELING, State.CANCELED):
        raise NotCancelable
    if locked.lane:
        lanes.cancel(locked.lane)
        locked.state = State.CANCELING
    else:
        locked.state, locked.completed_at = State.CANCELED, clock.now()
    locked.pause_reason = ""
    locked.save()
    closing.take_back(locked, actor, closing.CANCELED)
    diary.record(locked.workspace_id, "campaign.canceled", locked.public_id, actor=actor[:120])
    launching.note(locked, "campaign.canceled", actor)
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
    locked = lock(campaign)
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
    launching.begin(locked, witness.name)
    launching.note(locked, "campaign.remaining", witness.name, people=count)
    return count
