"""One sequence: its cards and rules, pause and resume, the end of it."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.roles import EDIT, SEND, VIEW
from apps.common.refusals import Refusal
from apps.dashboard import sequence_page
from apps.dashboard.forms.sequences import RulesForm
from apps.dashboard.pages import carry_out, show, typed
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.views.sequences import of
from apps.sequences import actions, numbers
from apps.sequences import rules as rules_of
from apps.sequences.jobs import actions as jobs
from apps.sequences.models import Job, Sequence


@needs(VIEW)
@require_safe
def page(request: Request, sequence_id: str) -> HttpResponse:
    """GET: ?version=live shows what runs beside a draft."""
    sequence = of(request, sequence_id)
    return show(request, "sequences/show", sequence_page.page(request, sequence))


@needs(EDIT)
def rules(request: Request, sequence_id: str) -> HttpResponse:
    """Name, hours, goal, triggers, re-entry. Saved into the draft."""
    sequence = of(request, sequence_id)
    version = sequence_page.shown_version(sequence, "")
    held = rules_of.read(version.rules if version else {})
    form = RulesForm(typed(request), workspace=request.workspace, name=sequence.name, held=held)
    if request.method == "POST" and form.is_valid() and _kept(sequence, form):
        messages.success(request, _("Saved in the draft. They hold when it is published."))
        return redirect("dashboard:sequence", sequence.public_id)
    context = {"sequence": sequence, "form": form}
    return show(request, "sequences/rules", context, status=422 if form.errors else 200)


@transaction.atomic
def _kept(sequence: Sequence, form: RulesForm) -> bool:
    """A draft is made only when a rule is another; the name needs none."""
    try:
        details = form.details()
        if rules_of.read(details) != form.held:
            actions.write(sequence, rules_=details)
        actions.rename(sequence, form.cleaned_data["name"])
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def _do(
    request: Request, sequence: Sequence, verb: Callable[[Sequence, str], object], said: str
) -> HttpResponse:
    carry_out(request, lambda: verb(sequence, request.user.email), said)
    return redirect("dashboard:sequence", sequence.public_id)


@needs(SEND)
@require_POST
def pause(request: Request, sequence_id: str) -> HttpResponse:
    said = _("Paused. Nobody goes on; what a carrier is being given right now still goes.")
    return _do(request, of(request, sequence_id), actions.pause, said)


@needs(SEND)
@require_POST
def resume(request: Request, sequence_id: str) -> HttpResponse:
    return _do(request, of(request, sequence_id), actions.resume, _("It goes on where it stopped."))


@needs(SEND)
def end(request: Request, sequence_id: str) -> HttpResponse:
    """GET asks, POST ends it for good."""
    sequence = of(request, sequence_id)
    if request.method == "POST":
        return _end(request, sequence)
    total = numbers.totals([sequence]).get(sequence.pk)
    return show(request, "sequences/end", {"sequence": sequence, "total": total})


def _end(request: Request, sequence: Sequence) -> HttpResponse:
    try:
        done = jobs.end(sequence, request.user.email)
    except Refusal as refusal:
        messages.error(request, refusal.text)
        return redirect("dashboard:sequence", sequence.public_id)
    if isinstance(done, Job):
        messages.success(request, _("Ended. Those on the way are leaving; this page shows how far it is."))
        return redirect("dashboard:sequence_people", sequence.public_id)
    messages.success(request, _("Ended. Everybody who was on the way has left."))
    return redirect("dashboard:sequence", sequence.public_id)


@needs(EDIT)
@require_POST
def discard(request: Request, sequence_id: str) -> HttpResponse:
    """POST: throw the draft away."""
    sequence = of(request, sequence_id)
    if actions.discard(sequence):
        messages.success(request, _("The draft is gone; what runs was not touched."))
    else:
        messages.error(request, _("There is no draft behind which something runs."))
    return redirect("dashboard:sequence", sequence.public_id)
