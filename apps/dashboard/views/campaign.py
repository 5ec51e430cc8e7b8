"""One campaign: what became of it, and the buttons that stop it, start it and end it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.roles import SEND, VIEW
from apps.campaigns import actions, headcounts
from apps.campaigns.models import Campaign
from apps.campaigns.refusals import TooLateToUndo
from apps.common.refusals import Refusal
from apps.dashboard import campaign_page
from apps.dashboard.forms.campaigns import AttestForm
from apps.dashboard.pages import back, carry_out, one, show, typed
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.views.composer import of
from apps.dashboard.witness import witness
from apps.dashboard.wordings import AUDIENCE_ASKED
from apps.messaging import actions as messaging
from apps.messaging.models import Message


@needs(VIEW)
@require_safe
def page(request: Request, campaign_id: str) -> HttpResponse:
    campaign = of(request, campaign_id)
    return show(request, "campaigns/show", campaign_page.page(request, campaign))


@needs(VIEW)
@require_safe
def live(request: Request, campaign_id: str) -> HttpResponse:
    """The moving part, for htmx; a browser without it is sent to the page."""
    campaign = of(request, campaign_id)
    if not request.htmx:
        return redirect("dashboard:campaign_show", campaign.public_id)
    return show(request, "campaigns/_live", campaign_page.live(request, campaign))


def _do(
    request: Request, campaign: Campaign, verb: Callable[[Campaign, str], object], said: str
) -> HttpResponse:
    carry_out(request, lambda: verb(campaign, request.user.email), said)
    return redirect("dashboard:campaign_show", campaign.public_id)


@needs(SEND)
@require_POST
def pause(request: Request, campaign_id: str) -> HttpResponse:
    said = _("Paused. What a carrier is being given right now still goes.")
    return _do(request, of(request, campaign_id), actions.pause, said)


@needs(SEND)
@require_POST
def resume(request: Request, campaign_id: str) -> HttpResponse:
    return _do(request, of(request, campaign_id), actions.resume, _("It goes on where it stopped."))


@needs(SEND)
@require_POST
def undo(request: Request, campaign_id: str) -> HttpResponse:
    """Back to the review, or to the page when it was too late."""
    campaign = of(request, campaign_id)
    try:
        actions.undo(campaign, request.user.email)
    except TooLateToUndo as refusal:
        messages.error(request, refusal.text)
        return redirect("dashboard:campaign_show", campaign.public_id)
    messages.success(request, _("Taken back. Nobody was texted, and it is a draft again."))
    return redirect("dashboard:campaign_review", campaign.public_id)


@needs(SEND)
def cancel(request: Request, campaign_id: str) -> HttpResponse:
    """GET asks, POST cancels."""
    campaign = of(request, campaign_id)
    if request.method != "POST":
        return show(request, "campaigns/cancel", campaign_page.live(request, campaign))
    return _do(request, campaign, actions.cancel, _("Canceled. What has not gone is given back in credits."))


@needs(SEND)
def remaining(request: Request, campaign_id: str) -> HttpResponse:
    """GET: who gets another try, and the statement. POST: attested."""
    campaign = of(request, campaign_id)
    form = AttestForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            count = actions.send_to_remaining(campaign, witness(request), _(AUDIENCE_ASKED))
        except Refusal as refusal:
            messages.error(request, refusal.text)
        else:
            messages.success(
                request,
                _("%(number)s get another try. Every gate is asked anew.") % {"number": intcomma(count)},
            )
        return redirect("dashboard:campaign_show", campaign.public_id)
    context = {**campaign_page.live(request, campaign), "form": form}
    return show(request, "campaigns/remaining", context, status=422 if form.errors else 200)


@needs(SEND)
@require_POST
def decide(request: Request, message_id: str) -> HttpResponse:
    """POST: went=yes or no, next. The fate of a text that nobody knows."""
    message = one(Message.objects.of(request.workspace), message_id)
    went = request.POST.get("went")
    if went not in ("yes", "no"):
        messages.error(request, _("Say whether it went out."))
        return back(request, reverse("dashboard:campaigns"))
    try:
        messaging.decide(message, went == "yes", request.user.email)
        headcounts.forget(message.lane_id)
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        said = _("Noted as sent.") if went == "yes" else _("Noted as failed; its credits are back.")
        messages.success(request, said)
    return back(request, reverse("dashboard:campaigns"))
