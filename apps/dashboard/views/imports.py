"""Imports under way and done, their rejected rows, the way back; and contacts going out."""

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.roles import EDIT, VIEW
from apps.common import clock
from apps.common.refusals import NotFound, Refusal
from apps.dashboard.exported import note_export
from apps.dashboard.pages import one, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import contacts, cursors
from apps.dashboard.views.import_new import STEPS
from apps.imports import actions, places
from apps.imports import export as going_out
from apps.imports.keeping import deleted_at
from apps.imports.models import Import


def of(request: Request, public_id: str) -> Import:
    return one(Import.objects.of(request.workspace).select_related("into", "created_by"), public_id)


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: ?after= before="""
    page = cursors.page(Import.objects.of(request.workspace), request.GET)
    return show(request, "imports/index", {"page": page, "rows": page.rows})


@needs(VIEW)
@require_safe
def page(request: Request, public_id: str) -> HttpResponse:
    """Progress while it works (htmx asks for that part again and again), then what became of every row."""
    found = of(request, public_id)
    context = {"import": found, "steps": STEPS, "progress": _progress(found), "kept_until": deleted_at(found)}
    return show(request, "imports/show", context, part="imports/_panel")


def _progress(found: Import) -> tuple[int, int, str]:
    """(done, of how many, of what): counted rows, never a guess dressed as a fact."""
    if found.state == Import.State.UNDOING:
        return found.undone, found.unique_phones, _("contacts looked at")
    if not found.is_surveyed:
        return found.surveyed, max(found.surveyed, found.rows_expected), _("rows searched for opt-outs")
    return found.rows, found.rows_expected, _("rows done")


@needs(VIEW)
@require_safe
def rejected(request: Request, public_id: str) -> FileResponse:
    """The rows that did not come in as they were, with the reason for each."""
    found = of(request, public_id)
    path = places.remarks(found.public_id)
    if not found.remarks_size or not path.exists():
        raise NotFound
    note_export(request, "rejected rows of an import", found.public_id)
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"rejected-{found.public_id}.csv")


def _change(request: Request, public_id: str, verb: Callable[[Import], None], said: str) -> HttpResponse:
    found = of(request, public_id)
    try:
        verb(found)
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, said)
    return redirect("dashboard:import", found.public_id)


@needs(EDIT)
@require_POST
def stop(request: Request, public_id: str) -> HttpResponse:
    return _change(request, public_id, actions.stop, _("Stopped. Nothing of what came in is lost."))


@needs(EDIT)
@require_POST
def resume(request: Request, public_id: str) -> HttpResponse:
    return _change(request, public_id, actions.resume, _("It goes on where it stopped."))


@needs(EDIT)
def undo(request: Request, public_id: str) -> HttpResponse:
    """GET asks, POST does."""
    if request.method == "POST":
        return _change(request, public_id, actions.undo, _("The import is being taken back."))
    found = of(request, public_id)
    if not found.is_begun:
        return redirect("dashboard:import", found.public_id)
    return show(request, "imports/undo", {"import": found})


@needs(VIEW)
@require_safe
def export(request: Request) -> StreamingHttpResponse:
    """The contacts that the filters of the contacts page let through, as CSV."""
    chosen = contacts.rows(request.workspace, contacts.read(request.GET))
    note_export(request, "contacts")
    lines = (line.encode(errors="replace") for line in going_out.text(request.workspace, chosen))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="contacts-{clock.now():%Y-%m-%d}.csv"'
    return response
