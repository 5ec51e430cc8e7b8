"""The dry run of a campaign: started, watched, read, and held against what then happened."""

import time
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.roles import EDIT, VIEW
from apps.campaigns.dry_run import actions, queries
from apps.campaigns.dry_run.finishing import zones
from apps.campaigns.dry_run.models import DryRun
from apps.campaigns.models import Campaign
from apps.common.refusals import Refusal
from apps.dashboard import spreadsheets
from apps.dashboard.exported import note_export
from apps.dashboard.pages import show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import cursors, foreseen
from apps.dashboard.views.composer import of

State = DryRun.State


@needs(VIEW)
@require_safe
def page(request: Request, campaign_id: str) -> HttpResponse:
    """GET: the campaign's dry run as far as it is, or the offer of one. htmx gets the moving part."""
    context = _context(of(request, campaign_id))
    return show(request, "dry_run/show", context, part="dry_run/_panel")


def _context(campaign: Campaign) -> dict[str, Any]:
    run = queries.newest(campaign)
    finished = run is not None and run.state == State.FINISHED
    return {
        "campaign": campaign,
        "run": run,
        "is_running": run is not None and run.state == State.RUNNING,
        "is_finished": finished,
        "zones": zones(run) if run and finished else [],
    }


@needs(EDIT)
@require_POST
def start(request: Request, campaign_id: str) -> HttpResponse:
    """POST: run it (anew). A small audience is through when the page comes back."""
    campaign = of(request, campaign_id)
    try:
        run = actions.start(campaign, request.user)
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        actions.turn(run, time.monotonic() + actions.AT_ONCE_SECONDS)
    return redirect("dashboard:campaign_dry_run", campaign.public_id)


@needs(EDIT)
@require_POST
def stop(request: Request, campaign_id: str) -> HttpResponse:
    campaign = of(request, campaign_id)
    if run := queries.newest(campaign):
        actions.stop(run)
    return redirect("dashboard:campaign_dry_run", campaign.public_id)


def _finished(campaign: Campaign) -> DryRun | None:
    run = queries.newest(campaign)
    return run if run is not None and run.state == State.FINISHED else None


@needs(VIEW)
@require_safe
def people(request: Request, campaign_id: str) -> HttpResponse:
    """GET: ?rule= gap= after= before=. Everybody's foreseen fate, once there is one."""
    if (run := _finished(campaign := of(request, campaign_id))) is None:
        return redirect("dashboard:campaign_dry_run", campaign.public_id)
    filters = foreseen.read(request.GET)
    found = cursors.page(foreseen.rows(run, filters), request.GET, "id")
    context = {
        "campaign": campaign,
        "run": run,
        "filters": filters,
        "page": found,
        "rows": foreseen.lines(run, found.rows),
        "query": cursors.kept(request.GET),
    }
    return show(request, "dry_run/people", context)


@needs(VIEW)
@require_safe
def export(request: Request, campaign_id: str) -> HttpResponseBase:
    """The same as CSV, streamed."""
    if (run := _finished(campaign := of(request, campaign_id))) is None:
        return redirect("dashboard:campaign_dry_run", campaign.public_id)
    note_export(request, f"dry run of {campaign.name}", campaign.public_id)
    return spreadsheets.answer("dry-run.csv", foreseen.exported(run, foreseen.read(request.GET)))
