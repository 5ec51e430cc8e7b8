"""The request log: what programs asked, and what they were answered."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from apps.accounts.models import ApiKey
from apps.accounts.roles import MANAGE
from apps.common.ids import parse
from apps.dashboard.pages import one, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import cursors, logged
from apps.requestlog.models import LoggedRequest

MOST_KEYS = 100


@needs(MANAGE)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: ?status= method= path= key= after= before=. A request id as path leads to its page."""
    asked = logged.read(request.GET)
    if parse("req", asked.path) and LoggedRequest.objects.of(request.workspace).filter(public_id=asked.path):
        return redirect("dashboard:request", asked.path)
    page = cursors.page(logged.rows(request.workspace, asked), request.GET)
    logged.shown(page.rows)
    context = {
        "page": page,
        "asked": asked,
        "statuses": logged.STATUSES,
        "methods": logged.METHODS,
        "keys": ApiKey.objects.of(request.workspace).order_by("revoked_at", "-id")[:MOST_KEYS],
        "days": settings.REQUEST_LOG_DAYS,
    }
    return show(request, "developers/requests", context, part="developers/_requests_panel")


@needs(MANAGE)
@require_safe
def page(request: Request, request_id: str) -> HttpResponse:
    """GET: one request."""
    row = one(LoggedRequest.objects.of(request.workspace), request_id)
    return show(request, "developers/request", {"row": logged.shown([row])[0]})
