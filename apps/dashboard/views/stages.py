"""The stages of the pipeline: who stands where, and in which order they follow."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.roles import EDIT, VIEW
from apps.common.bounded import counts
from apps.common.refusals import Refusal
from apps.dashboard.board import in_first
from apps.dashboard.forms.names import ShortName
from apps.dashboard.pages import one, posted, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import cursors
from apps.pipeline import actions, board
from apps.pipeline.models import Placement, Stage


def of(request: Request, public_id: str) -> Stage:
    return one(Stage.objects.of(request.workspace), public_id)


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    return _page(request, ShortName())


def _page(request: Request, form: ShortName) -> HttpResponse:
    stages = actions.stages(request.workspace)
    sizes = counts(Placement, "stage", [stage.pk for stage in stages])
    rows = [(stage, cursors.spoken(sizes[stage.pk])) for stage in stages]
    # Who was never placed stands in the first stage, here as on the board.
    rows[0] = stages[0], in_first(request.workspace, sizes[stages[0].pk])
    return show(request, "stages/index", {"rows": rows, "form": form})


@needs(EDIT)
@require_POST
def new(request: Request) -> HttpResponse:
    """POST: name."""
    form = ShortName(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        stage = board.add(request.workspace, form.cleaned_data["name"])
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, form)
    messages.success(request, _("%(stage)s is the last stage now.") % {"stage": stage.name})
    return redirect("dashboard:stages")


@needs(EDIT)
def rename(request: Request, public_id: str) -> HttpResponse:
    """The name changes, the key that files and APIs use stays."""
    stage = of(request, public_id)
    form = ShortName(posted(request), initial={"name": stage.name})
    if request.method == "POST" and form.is_valid():
        board.rename(stage, form.cleaned_data["name"])
        messages.success(request, _("Renamed."))
        return redirect("dashboard:stages")
    return show(request, "stages/form", {"stage": stage, "form": form})


@needs(EDIT)
@require_POST
def shift(request: Request, public_id: str) -> HttpResponse:
    """POST: way, "up" or "down"."""
    board.shift(of(request, public_id), -1 if request.POST.get("way") == "up" else 1)
    return redirect("dashboard:stages")
