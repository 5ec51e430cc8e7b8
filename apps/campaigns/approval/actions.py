"""Verbs of approvals. Each locks the campaign first: of two who approve at once, one launches."""

from datetime import datetime

from django.db import transaction

from apps.accounts.models import User
from apps.accounts.queries import seats_with
from apps.accounts.roles import APPROVE
from apps.campaigns import launching
from apps.campaigns.approval import asking, closing, limits, queries
from apps.campaigns.approval.limits import Limits, Size
from apps.campaigns.approval.models import Approval
from apps.campaigns.estimate import estimate
from apps.campaigns.models import Campaign
from apps.campaigns.refusals import (
    AlreadyAsked,
    AlreadyLaunched,
    MayNotApprove,
    NoLongerAsked,
    NoReason,
    NothingToApprove,
    OtherThanAsked,
    OwnRequest,
)
from apps.common import clock
from apps.compliance import actions as compliance
from apps.compliance.actions import Witness

State = Approval.State
SOURCE = "campaign approval"


@transaction.atomic
def ask(
    campaign: Campaign,
    witness: Witness,
    wording: str,
    *,
    at: datetime | None = None,
    seen: datetime | None = None,
    asker: User | None = None,
) -> Approval:
    """Ask for a second person's yes to launch this draft now, or at `at`. The statement of consent is kept.

    `asker`: who stands behind a program that asks, and may not say yes either. Raises what launch() raises
    but NeedsApproval, and AlreadyAsked, NothingToApprove (one person is enough).
    """
    locked = launching.lock(campaign)
    if locked.state != Campaign.State.DRAFT:
        raise AlreadyLaunched
    launching.check_seen(locked, seen)
    launching.check(locked, wording, at)
    if closing.open_one(locked):
        raise AlreadyAsked
    above = limits.limits_of(locked.workspace_id)
    expected = estimate(locked, at=at if at and at > clock.now() else None)
    size = Size(expected.audience, expected.credits)
    if limits.refusal_of(above, size) is None:
        raise NothingToApprove
    attestation = compliance.attest(
        locked.workspace_id, witness, wording, about=locked.public_id, source=SOURCE
    )
    # A form that was opened before this must not save over what is being approved without being told.
    locked.estimate, locked.scheduled_at, locked.updated_at = expected.as_data(), at, clock.now()
    locked.save()
    return asking.file(locked, attestation, size, above, asker=asker, at=at)


@transaction.atomic
def approve(approval: Approval, by: Witness, *, undo_seconds: int = 0) -> Campaign:
    """Say yes: it is launched as it was planned, or now when that time has passed.

    Raises MayNotApprove, OwnRequest, NoLongerAsked (also to the second of two), OtherThanAsked, and what
    launch() raises of a campaign that cannot go.
    """
    campaign, waiting = _locked(approval)
    _check_second(waiting, by)
    _check_same(campaign, waiting)
    at = waiting.planned_at if waiting.planned_at and waiting.planned_at > clock.now() else None
    assert waiting.attestation is not None, "it was asked for with a statement"
    launching.check(campaign, waiting.attestation.wording, at)
    closing.close(waiting, campaign, State.APPROVED, by)
    campaign.attestation, campaign.estimate = waiting.attestation, waiting.estimate
    return launching.go(campaign, by.name, at=at, undo_seconds=undo_seconds)


@transaction.atomic
def send_back(approval: Approval, by: Witness, reason: str) -> Approval:
    """Say no, and why: it stays a draft. Raises MayNotApprove, OwnRequest, NoLongerAsked, NoReason."""
    campaign, waiting = _locked(approval)
    _check_second(waiting, by)
    if not reason.strip():
        raise NoReason
    closing.close(waiting, campaign, State.SENT_BACK, by, reason.strip())
    return waiting


@transaction.atomic
def take_back(approval: Approval, by: Witness) -> Approval:
    """Not wanted any more, by somebody who might have asked. Raises NoLongerAsked."""
    campaign, waiting = _locked(approval)
    closing.close(waiting, campaign, State.TAKEN_BACK, by, closing.NOT_WANTED)
    return waiting


def _locked(approval: Approval) -> tuple[Campaign, Approval]:
    """The campaign's row, locked, and the request as it is now. Raises NoLongerAsked."""
    campaign = launching.lock(approval.campaign)
    waiting = closing.open_one(campaign)
    if waiting is None or waiting.pk != approval.pk or campaign.state != Campaign.State.DRAFT:
        raise NoLongerAsked
    return campaign, waiting


def _check_second(waiting: Approval, by: Witness) -> None:
    """Another person than who asked, with the right, by a seat of this moment."""
    if by.user is None or not seats_with(APPROVE, waiting.workspace).filter(user=by.user).exists():
        raise MayNotApprove
    if queries.is_of(by.user, waiting):
        raise OwnRequest


def _check_same(campaign: Campaign, waiting: Approval) -> None:
    asked = Limits(waiting.people_limit, waiting.credits_limit)
    if not limits.covers(waiting, campaign, limits.size_of(campaign, at=waiting.planned_at, limits=asked)):
        raise OtherThanAsked
