"""Planned texts: single texts for later, as programs ask for them. See them, and call one off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.roles import REPLY, VIEW
from apps.common.refusals import Refusal
from apps.dashboard.pages import one, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.messaging.models import Scheduled
from apps.messaging.scheduled import actions, queries

MOST = 100  # the soonest; and the newest of those that failed
MOST_FAILED = 20


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    planned = queries.planned(request.workspace)
    failed = Scheduled.objects.of(request.workspace).filter(state=Scheduled.State.FAILED)
    context = {
        "rows": planned[:MOST],
        "count": planned.count(),
        "failed": failed[:MOST_FAILED],
        "may_cancel": request.member.may(REPLY),
    }
    return show(request, "scheduled/index", context)


@needs(REPLY)
def cancel(request: Request, planned_id: str) -> HttpResponse:
    """GET asks, POST calls it off."""
    planned = one(Scheduled.objects.of(request.workspace), planned_id)
    if request.method != "POST":
        return show(request, "scheduled/cancel", {"planned": planned})
    try:
        actions.call_off(planned, request.user.email)
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, _("The text is called off. Nothing was charged for it."))
    return redirect("dashboard:scheduled")
