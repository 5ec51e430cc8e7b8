"""The event log: the feed of GET /v1/events, for people."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from apps.accounts.roles import MANAGE
from apps.dashboard.pages import one, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import cursors, told
from apps.events.models import Event


@needs(MANAGE)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: ?type= after= before=. Newest first."""
    types = told.types()
    kind = request.GET.get("type", "")
    page = cursors.page(told.rows(request.workspace, kind), request.GET)
    told.named(page.rows)
    context = {"page": page, "types": types, "type": kind if kind in types else ""}
    return show(request, "developers/events", context, part="developers/_events_panel")


@needs(MANAGE)
@require_safe
def page(request: Request, event_id: str) -> HttpResponse:
    """GET: one event, as a webhook tells it."""
    row = one(Event.objects.of(request.workspace).select_related("workspace"), event_id)
    return show(request, "developers/event", {"row": row, "type": told.name(row), "body": told.body(row)})
