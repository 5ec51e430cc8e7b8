"""The wizard's first two steps: a file, then which column is which and by what right."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from apps.accounts.roles import EDIT
from apps.common.refusals import Refusal
from apps.common.sentences import spoken
from apps.dashboard import uploads
from apps.dashboard.forms.imports import Plan, Upload
from apps.dashboard.pages import one, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.witness import witness
from apps.imports import actions
from apps.imports.models import Import
from apps.imports.preview import preview
from apps.imports.refusals import AlreadyStarted

STEPS = (
    {"label": gettext_lazy("File")},
    {"label": gettext_lazy("Columns and consent")},
    {"label": gettext_lazy("Import")},
)


@csrf_exempt  # uploads.bounded looks for the token itself
@needs(EDIT)
@uploads.bounded
def upload(request: Request) -> HttpResponse:
    """GET: ?list= that the people go into. POST: file."""
    into = request.GET.get("list", "")[:40]
    form = Upload(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST":
        made = _received(request, form)
        if made:
            answer = redirect("dashboard:import_map", made.public_id)
            answer["Location"] += f"?list={into}" if into.isalnum() or into.startswith("lst_") else ""
            return answer
    return show(
        request, "imports/form", {"form": form, "steps": STEPS, "keep_days": settings.IMPORT_KEEP_DAYS}
    )


def _received(request: Request, form: Upload) -> Import | None:
    files = request.FILES
    if uploads.is_too_large(request):
        form.errors.clear()
        form.add_error("file", spoken(actions.too_large()))
    elif form.is_valid():
        file = files["file"]
        try:
            return actions.upload(request.workspace, file, file.name or "", request.user)  # type: ignore[arg-type, union-attr]
        except Refusal as refusal:
            form.refuse(refusal)
    return None


@needs(EDIT)
def plan(request: Request, public_id: str) -> HttpResponse:
    """GET: the guess. POST: `look` shows what the choice would do, otherwise the import starts."""
    found = one(Import.objects.of(request.workspace).select_related("workspace"), public_id)
    if found.state != Import.State.UPLOADED:
        return _told(request, found)
    form = Plan(request.POST if request.method == "POST" else None, found, request.GET.get("list", ""))
    looks = "look" in request.POST
    if request.method == "POST" and not looks and form.is_valid():
        try:
            actions.start(found, form.order(), witness(request))
        except AlreadyStarted:
            return _told(request, found)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("dashboard:import", found.public_id)
    return _page(request, found, form, looks=looks)


def _page(request: Request, found: Import, form: Plan, *, looks: bool) -> HttpResponse:
    try:
        seen = preview(found, form.mapping(), form.region())
    except Refusal as refusal:  # the file is gone
        messages.error(request, refusal.text)
        return redirect("dashboard:import_new")
    samples = [[row[place] for row in seen.rows if row[place]][:3] for place in range(len(seen.columns))]
    columns = list(zip(seen.columns, form.columns, samples, strict=True))
    context = {
        "import": found,
        "form": form,
        "columns": columns,
        "seen": seen,
        "looks": looks,
        "steps": STEPS,
    }
    return show(request, "imports/map", context)


def _told(request: Request, found: Import) -> HttpResponse:
    messages.info(request, _("This import has been started already."))
    return redirect("dashboard:import", found.public_id)
