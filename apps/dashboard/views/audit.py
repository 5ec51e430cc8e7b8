"""The audit log, among the settings: who did what, when, from where."""

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from apps.accounts.audit import queries
from apps.accounts.audit.kinds import AREAS
from apps.accounts.roles import MANAGE
from apps.common import clock
from apps.dashboard import spreadsheets
from apps.dashboard.exported import note_export
from apps.dashboard.pages import show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import cursors, deeds


@needs(MANAGE)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: ?who= area= since= until= after= before="""
    asked = deeds.read(request.GET)
    page = cursors.page(queries.rows(request.workspace, asked), request.GET)
    context = {
        "page": page,
        "rows": deeds.shown(page.rows),
        "asked": asked,
        "areas": AREAS.items(),
        "people": deeds.people(request.workspace),
        "query": cursors.kept(request.GET),
    }
    return show(request, "audit/index", context, part="audit/_panel")


@needs(MANAGE)
@require_safe
def export(request: Request) -> StreamingHttpResponse:
    """The same as CSV, streamed, oldest first; the export itself is its last line."""
    found = queries.rows(request.workspace, deeds.read(request.GET))
    note_export(request, "audit log")
    return spreadsheets.answer(f"audit-{clock.now():%Y-%m-%d}.csv", queries.exported(found))
