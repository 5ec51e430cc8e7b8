"""A second person's yes: asked for, given, refused, taken back."""

import time

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts.roles import APPROVE, SEND
from apps.campaigns import breaker
from apps.campaigns.approval import actions
from apps.campaigns.approval.models import Approval
from apps.campaigns.dry_run import actions as dry_run
from apps.campaigns.dry_run import queries as dry_runs
from apps.campaigns.models import Campaign
from apps.campaigns.refusals import ChangedMeanwhile
from apps.common.refusals import Refusal
from apps.dashboard.composer.saving import seen
from apps.dashboard.composer.summary import summary
from apps.dashboard.forms.campaigns import LaunchForm
from apps.dashboard.pages import carry_out, one
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.views.composer import of
from apps.dashboard.views.launching import page as review_page
from apps.dashboard.witness import witness
from apps.dashboard.wordings import AUDIENCE_ASKED


@needs(SEND)
@require_POST
def ask(request: Request, campaign_id: str) -> HttpResponse:
    """POST: attested, people (typed, for many), version. What a launch takes; another one launches."""
    campaign = of(request, campaign_id)
    if campaign.state != Campaign.State.DRAFT:
        return _to(campaign)
    whole = summary(campaign, whole=True)
    form = LaunchForm(request.POST, reached=whole.estimate.reached)
    if not form.is_valid():
        return review_page(request, campaign, form, whole=whole)
    try:
        _ask(request, campaign)
    except ChangedMeanwhile as refusal:
        messages.error(request, refusal.text)
        return redirect("dashboard:campaign_review", campaign.public_id)
    except Refusal as refusal:
        form.refuse(refusal)
        return review_page(request, campaign, form, whole=whole)
    messages.success(request, _("Asked. Whoever may approve it gets a mail."))
    return _to(campaign)


def _ask(request: Request, campaign: Campaign) -> None:
    shown = seen(request.POST.get("version", ""))
    if shown == campaign.updated_at:
        _rehearse(request, campaign)
    at = campaign.scheduled_at
    actions.ask(campaign, witness(request), _(AUDIENCE_ASKED), at=at, seen=shown)


def _rehearse(request: Request, campaign: Campaign) -> None:
    """Who approves can read what would become of everybody. A large one goes on after the answer."""
    if dry_runs.newest(campaign) is None:
        try:
            run = dry_run.start(campaign, request.user)
        except Refusal:
            return  # whoever asks is told the same
        dry_run.turn(run, time.monotonic() + dry_run.AT_ONCE_SECONDS)


def _of(request: Request, campaign: Campaign, approval_id: str) -> Approval:
    rows = Approval.objects.of(request.workspace).filter(campaign=campaign)
    return one(rows.select_related("campaign", "workspace"), approval_id)


@needs(APPROVE)
@require_POST
def approve(request: Request, campaign_id: str, approval_id: str) -> HttpResponse:
    """POST: it is launched as it was planned."""
    campaign = of(request, campaign_id)
    asked = _of(request, campaign, approval_id)
    undo_seconds = breaker.guard_of(campaign.workspace_id).undo_seconds
    carry_out(
        request,
        lambda: actions.approve(asked, witness(request), undo_seconds=undo_seconds),
        _("Approved. It goes as it was planned."),
    )
    return _to(campaign)


@needs(APPROVE)
@require_POST
def send_back(request: Request, campaign_id: str, approval_id: str) -> HttpResponse:
    """POST: reason. It stays a draft, and who asked reads why."""
    campaign = of(request, campaign_id)
    asked = _of(request, campaign, approval_id)
    reason = request.POST.get("reason", "").replace("\0", "")
    carry_out(
        request,
        lambda: actions.send_back(asked, witness(request), reason),
        _("Sent back. Who asked gets a mail with your reason."),
    )
    return _to(campaign)


@needs(SEND)
@require_POST
def take_back(request: Request, campaign_id: str, approval_id: str) -> HttpResponse:
    """POST: nobody has to answer any more."""
    campaign = of(request, campaign_id)
    asked = _of(request, campaign, approval_id)
    carry_out(
        request,
        lambda: actions.take_back(asked, witness(request)),
        _("Taken back. It is a draft like any other."),
    )
    return _to(campaign)


def _to(campaign: Campaign) -> HttpResponse:
    return redirect("dashboard:campaign_show", campaign.public_id)
