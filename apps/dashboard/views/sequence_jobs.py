"""Many people on their way in, out, or to another version: how far it is, stop and go on."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.roles import SEND, VIEW
from apps.dashboard.pages import carry_out, one, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.views.sequences import of
from apps.sequences.jobs import actions, queries
from apps.sequences.models import Job, Sequence


def context(request: Request, sequence: Sequence) -> dict[str, Any]:
    """The moving part; it asks for itself while anything runs."""
    shown = queries.shown(sequence)
    return {
        "sequence": sequence,
        "jobs": shown,
        "jobs_run": any(one.state == Job.State.RUNNING for one in shown),
        "may_send": request.member.may(SEND),
    }


@needs(VIEW)
@require_safe
def index(request: Request, sequence_id: str) -> HttpResponse:
    """GET: what runs, for htmx; anybody else is sent to the page that has it."""
    sequence = of(request, sequence_id)
    if not request.headers.get("HX-Request"):
        return redirect("dashboard:sequence_people", sequence.public_id)
    return show(request, "sequences/_jobs", context(request, sequence))


@needs(SEND)
@require_POST
def steer(request: Request, sequence_id: str, job_id: str) -> HttpResponse:
    """POST: verb (stop, resume)."""
    sequence = of(request, sequence_id)
    job = one(queries.of(sequence), job_id)
    if request.POST.get("verb") == "resume":
        carry_out(request, lambda: actions.resume(job), _("It goes on."))
    else:
        carry_out(request, lambda: actions.stop(job), _("Stopped. What is done stays done."))
    return redirect("dashboard:sequence_people", sequence.public_id)
