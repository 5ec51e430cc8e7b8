"""Writing a campaign, step by step. Every step saves the draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts.roles import EDIT
from apps.audiences.models import Segment
from apps.campaigns.actions import EDITABLE
from apps.campaigns.approval.queries import open_among
from apps.campaigns.models import Campaign
from apps.campaigns.refusals import NotADraft
from apps.dashboard.composer import steps, wording
from apps.dashboard.composer.preview import preview
from apps.dashboard.composer.saving import save, version
from apps.dashboard.composer.summary import summary
from apps.dashboard.forms.base import Form
from apps.dashboard.pages import one, show, typed
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs


def of(request: Request, campaign_id: str) -> Campaign:
    """The campaign of this workspace, or a 404."""
    return one(Campaign.objects.of(request.workspace).select_related("workspace", "sender"), campaign_id)


@needs(EDIT)
def new(request: Request) -> HttpResponse:
    """The first step of a campaign that does not exist yet."""
    return _step(request, Campaign(workspace=request.workspace, audience=_proposed(request)), "audience")


def _proposed(request: Request) -> dict[str, Any]:
    """GET: ?segment= is ticked already."""
    rows = Segment.objects.of(request.workspace).filter(public_id=request.GET.get("segment", ""))
    asked = list(rows.values_list("pk", flat=True))
    return {"include": {"segments": asked}} if asked else {}


@needs(EDIT)
def edit(request: Request, campaign_id: str, step: str) -> HttpResponse:
    """GET: ?person= is whose text is shown. POST: the step's fields, version, and do (which button)."""
    campaign = of(request, campaign_id)
    if campaign.state not in EDITABLE:
        messages.error(request, NotADraft().text)
        return redirect("dashboard:campaign_show", campaign.public_id)
    return _step(request, campaign, step)


def _step(request: Request, campaign: Campaign, step: str) -> HttpResponse:
    form = steps.FORMS[step](typed(request), campaign=campaign)
    if request.method == "POST" and form.is_valid() and (saved := _save(request, campaign, form)):
        return _onwards(request, saved, step)
    # Read again: what was typed is laid over this copy, and a conflict is with what stands now.
    fresh = of(request, campaign.public_id) if campaign.pk else campaign
    context = {
        "campaign": fresh,
        "form": form,
        "version": version(fresh),
        "waits": bool(campaign.pk and open_among([campaign])),
        **steps.stepper(campaign, step),
        **_beside(request, steps.overlay(fresh, step, request.POST) if form.is_bound else fresh, step),
        **(wording.offers(request.workspace) if step == "message" else {}),
    }
    return show(request, f"composer/{step}", context, status=422 if form.errors else 200)


def _save(request: Request, campaign: Campaign, form: Form) -> Campaign | None:
    details = form.details()  # type: ignore[attr-defined]
    if "body" in details:
        details["body"] = wording.reworded(request.workspace, details["body"], request.POST.get("do", ""))
    return save(request, campaign, form, details)


def _onwards(request: Request, campaign: Campaign, step: str) -> HttpResponse:
    """To the next step; the text's own buttons stay at the text."""
    do = request.POST.get("do", "")
    if do == "stay":
        messages.success(request, _("The draft is saved."))
        return redirect("dashboard:campaign_show", campaign.public_id)
    if do.startswith("person:"):
        return redirect(f"{steps.address(campaign, step)}?person={do.removeprefix('person:')[:6]}")
    if do in ("plain", "footer") or do.startswith("template:"):
        return redirect(steps.address(campaign, step))
    return redirect(steps.address(campaign, steps.after(step)))


def _beside(request: Request, campaign: Campaign, step: str) -> dict[str, object]:
    place = request.POST.get("person") or request.GET.get("person", "")
    return {
        "summary": summary(campaign),
        "preview": preview(campaign, place) if step == "message" else None,
    }


@needs(EDIT)
@require_POST
def beside(request: Request, step: str, campaign_id: str = "") -> HttpResponse:
    """POST: a step's fields as they are typed. Answers the summary; saves nothing."""
    campaign = of(request, campaign_id) if campaign_id else Campaign(workspace=request.workspace)
    fresh = steps.overlay(campaign, step, request.POST)
    context = {"campaign": campaign, "step": step, **_beside(request, fresh, step)}
    return show(request, "composer/_summary", context)
