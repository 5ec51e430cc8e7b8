"""The last step: everything once more, a test, the statement, and off it goes."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts.roles import EDIT, SEND
from apps.campaigns import actions, breaker
from apps.campaigns.actions import EDITABLE
from apps.campaigns.dry_run import queries as dry_runs
from apps.campaigns.models import Campaign
from apps.campaigns.refusals import AlreadyLaunched, ChangedMeanwhile
from apps.common.refusals import Refusal
from apps.dashboard import approving, campaign_state
from apps.dashboard.composer import steps, trying
from apps.dashboard.composer.preview import preview
from apps.dashboard.composer.saving import seen, version
from apps.dashboard.composer.summary import Summary, summary
from apps.dashboard.forms.campaigns import LaunchForm, TryForm
from apps.dashboard.pages import show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.views.composer import of
from apps.dashboard.witness import witness
from apps.dashboard.wordings import AUDIENCE_ASKED
from apps.messaging.refusals import QuietHours


@needs(EDIT)
def review(request: Request, campaign_id: str) -> HttpResponse:
    """GET: the whole campaign as it would go."""
    campaign = of(request, campaign_id)
    if campaign.state not in EDITABLE:
        return redirect("dashboard:campaign_show", campaign.public_id)
    return page(request, campaign)


def page(
    request: Request,
    campaign: Campaign,
    launching: LaunchForm | None = None,
    test: TryForm | None = None,
    whole: Summary | None = None,
) -> HttpResponse:
    """The review, with a form that was filled in wrong."""
    whole = whole or summary(campaign, whole=True)
    context = {
        "campaign": campaign,
        "version": version(campaign),
        "summary": whole,
        "preview": preview(campaign, request.GET.get("person", "")),
        "form": launching or LaunchForm(reached=whole.estimate.reached),
        "test": test or TryForm(),
        "may_send": request.member.may(SEND),
        "dry_run": dry_runs.newest(campaign),
        **approving.of_campaign(request, campaign),
        **approving.before_launch(request, campaign, whole.estimate),
        **steps.stepper(campaign, "review"),
    }
    wrong = any(form and form.errors for form in (launching, test))
    return show(request, "composer/review", context, status=422 if wrong else 200)


@needs(SEND)
@require_POST
def launch(request: Request, campaign_id: str) -> HttpResponse:
    """POST: attested, people (typed, for many), version. Twice is once, and the second is told."""
    campaign = of(request, campaign_id)
    if campaign.state != Campaign.State.DRAFT:
        return _told(request, campaign)
    whole = summary(campaign, whole=True)
    form = LaunchForm(request.POST, reached=whole.estimate.reached)
    if not form.is_valid():
        return page(request, campaign, form, whole=whole)
    try:
        launched = _launch(request, campaign, whole)
    except AlreadyLaunched:
        return _told(request, campaign)
    except ChangedMeanwhile as refusal:
        messages.error(request, refusal.text)
        return redirect("dashboard:campaign_review", campaign.public_id)
    except Refusal as refusal:
        form.refuse(refusal)
        return page(request, campaign, form, whole=whole)
    if not launched.undo_until:
        state = str(campaign_state.shown(launched).label).lower()
        messages.success(request, _("%(name)s is %(state)s.") % {"name": launched.name, "state": state})
    return redirect("dashboard:campaign_show", campaign.public_id)


def _launch(request: Request, campaign: Campaign, whole: Summary) -> Campaign:
    return actions.launch(
        campaign,
        witness(request),
        _(AUDIENCE_ASKED),
        at=campaign.scheduled_at,
        estimate=whole.estimate.as_data(),
        seen=seen(request.POST.get("version", "")),
        undo_seconds=breaker.guard_of(campaign.workspace_id).undo_seconds,
    )


def _told(request: Request, campaign: Campaign) -> HttpResponse:
    messages.info(request, AlreadyLaunched().text)
    return redirect("dashboard:campaign_show", campaign.public_id)


@needs(SEND)
@require_POST
def test(request: Request, campaign_id: str) -> HttpResponse:
    """POST: to, agreed. One text to a phone at hand, as the first of the audience would get it."""
    campaign = of(request, campaign_id)
    form = TryForm(request.POST)
    if not form.is_valid():
        return page(request, campaign, test=form)
    try:
        with transaction.atomic():
            message = trying.try_out(request, campaign, form)
    except QuietHours as refusal:
        form.add_error("to", trying.asleep(refusal))
        return page(request, campaign, test=form)
    except Refusal as refusal:
        form.refuse(refusal)
        return page(request, campaign, test=form)
    messages.success(request, _("A test is on its way to %(phone)s.") % {"phone": message.phone})
    return redirect("dashboard:campaign_review", campaign.public_id)
