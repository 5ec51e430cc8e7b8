"""Connected apps of the workspace and its sandbox: what is let in, by whom, and ending it."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts import connections, queries
from apps.accounts.models import ApiKey, Connection
from apps.accounts.roles import MANAGE
from apps.accounts.tenancy import OwnedQuerySet
from apps.dashboard.pages import one, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.events.diary import record

MOST = 50  # ended ones that are shown


@needs(MANAGE)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: those that work, and the last that ended."""
    rows = _rows(request)
    context = {
        "working": rows.filter(ended_at=None).order_by("-id"),
        "ended": rows.exclude(ended_at=None).order_by("-ended_at", "-id")[:MOST],
    }
    return show(request, "connected_apps/index", context)


@needs(MANAGE)
@require_POST
def end(request: Request, app_id: str) -> HttpResponse:
    """POST: its tokens, and the keys that it made, open nothing from now on."""
    connection = one(_rows(request), app_id)
    by = request.user.email
    with transaction.atomic():
        if connections.end(connection, by):
            place, name = connection.workspace_id, connection.app_name
            record(place, "app.disconnected", connection.public_id, actor=by, app=name)
    said = _("%(app)s is disconnected: it opens nothing any more.") % {"app": connection.app_name}
    messages.success(request, said)
    return redirect("dashboard:connected_apps")


def _rows(request: Request) -> OwnedQuerySet[Connection]:
    """Taken up by the app; one that was allowed and never fetched its tokens is none."""
    live = queries.live_of(request.workspace)
    rows = Connection.objects.of(live) | Connection.objects.of(queries.sandbox_of(request.workspace))
    keys = ApiKey.objects.of(live) | ApiKey.objects.of(queries.sandbox_of(request.workspace))
    made = Prefetch("keys", keys.filter(revoked_at=None))
    return rows.exclude(family=None).select_related("workspace", "user").prefetch_related(made)
