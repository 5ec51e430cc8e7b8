"""Steps of a draft: added, changed, moved, taken out. Plain forms; a step is named by `step` in the query."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from apps.accounts.roles import EDIT
from apps.common.refusals import NotFound, Refusal
from apps.dashboard.forms.sequence_steps import FORMS, StepForm
from apps.dashboard.pages import show, typed
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.sequence_page import OFFERED, shown_version, texts_of
from apps.dashboard.sequence_words import ICONS
from apps.dashboard.views.sequences import of
from apps.sequences import editing
from apps.sequences.models import Sequence, Version
from apps.sequences.refusals import BadSteps

ASKED_ABOUT = _("A question further down asks about this text. Change that question first.")


@needs(EDIT)
def add(request: Request, sequence_id: str) -> HttpResponse:
    """GET and POST: ?kind= after= (a step's id, or nothing) side= (yes, no, or nothing)."""
    sequence = of(request, sequence_id)
    kind = request.GET.get("kind", "")
    if kind not in FORMS:
        offered = [(one, label, ICONS[one]) for one, label in OFFERED]
        return show(request, "sequences/kinds", {"sequence": sequence, "offered": offered, **_where(request)})
    form = _form(request, sequence, kind, {})
    if form.is_bound and form.is_valid():
        try:
            editing.add(sequence, form.details(), **_where(request))
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, gettext("Added to the draft."))
            return redirect("dashboard:sequence", sequence.public_id)
    return _shown(request, sequence, form, is_new=True)


def _where(request: Request) -> dict[str, str]:
    return {"after": request.GET.get("after", "")[:20], "side": request.GET.get("side", "")[:3]}


def _form(request: Request, sequence: Sequence, kind: str, step: dict[str, Any]) -> StepForm:
    version = _version(sequence)
    return FORMS[kind](typed(request), workspace=request.workspace, step=step, texts=texts_of(version))


def _version(sequence: Sequence) -> Version:
    version = shown_version(sequence, "")
    if version is None:
        raise NotFound
    return version


def _shown(request: Request, sequence: Sequence, form: StepForm, *, is_new: bool) -> HttpResponse:
    context = {
        "sequence": sequence,
        "form": form,
        "is_new": is_new,
        "heading": dict(OFFERED)[form.kind],
        "version": _version(sequence),
    }
    return show(request, "sequences/step", context, status=422 if form.errors else 200)


@needs(EDIT)
def edit(request: Request, sequence_id: str) -> HttpResponse:
    """GET and POST: ?step=; without one, to the cards."""
    sequence = of(request, sequence_id)
    if not request.GET.get("step"):
        return redirect("dashboard:sequence", sequence.public_id)
    step = _step(_version(sequence).steps, request.GET.get("step", ""))
    form = _form(request, sequence, step["kind"], step)
    if form.is_bound and form.is_valid():
        try:
            editing.replace(sequence, step["id"], form.details())
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, gettext("Changed in the draft."))
            return redirect("dashboard:sequence", sequence.public_id)
    return _shown(request, sequence, form, is_new=False)


def _step(steps: list[dict[str, Any]], step_id: str) -> dict[str, Any]:
    """The data of a step, or a 404."""
    found = editing.search(steps, step_id)
    if found is None:
        raise NotFound
    return found[1]


@needs(EDIT)
@require_POST
def shift(request: Request, sequence_id: str) -> HttpResponse:
    """POST: step, way (up or down)."""
    sequence = of(request, sequence_id)
    by = -1 if request.POST.get("way") == "up" else 1
    try:
        editing.shift(sequence, request.POST.get("step", ""), by)
    except BadSteps:
        messages.error(request, ASKED_ABOUT)
    return redirect("dashboard:sequence", sequence.public_id)


@needs(EDIT)
@require_POST
def remove(request: Request, sequence_id: str) -> HttpResponse:
    """POST: step."""
    sequence = of(request, sequence_id)
    try:
        editing.remove(sequence, request.POST.get("step", ""))
    except BadSteps:
        messages.error(request, ASKED_ABOUT)
    else:
        messages.success(request, gettext("Taken out of the draft."))
    return redirect("dashboard:sequence", sequence.public_id)
