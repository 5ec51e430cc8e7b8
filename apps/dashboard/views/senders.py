"""Senders: what texts go out from."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from apps.accounts.roles import MANAGE, VIEW
from apps.common import clock
from apps.common.refusals import Forbidden
from apps.dashboard.forms.senders import NewSender
from apps.dashboard.pages import one, posted, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.senders import actions
from apps.senders.models import Sender
from apps.senders.registration.coverage import is_covered

SHOWN = 200


@needs(VIEW)
def index(request: Request) -> HttpResponse:
    """GET shows them to everybody; POST (label) adds a practice number, for who may manage."""
    form = NewSender(posted(request), workspace=request.workspace)
    if request.method == "POST" and not request.member.may(MANAGE):
        raise Forbidden
    if request.method == "POST" and form.is_valid():
        made = actions.add_virtual(request.workspace, form.cleaned_data["label"])
        messages.success(request, f"{made} is ready.")
        return redirect("dashboard:senders")
    rows = list(Sender.objects.of(request.workspace).select_related("carrier")[:SHOWN])
    today = clock.now().date()
    for row in rows:
        row.us_ready = is_covered(row, today)  # type: ignore[attr-defined]
    return show(request, "senders/index", {"senders": rows, "form": form})


@needs(MANAGE)
@require_POST
def make_default(request: Request, public_id: str) -> HttpResponse:
    sender = one(Sender.objects.of(request.workspace), public_id)
    actions.make_default(sender)
    messages.success(request, f"Texts go out from {sender} unless somebody chooses another.")
    return redirect("dashboard:senders")
