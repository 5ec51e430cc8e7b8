"""The sandbox: numbers that misbehave on purpose, and a button for each."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.queries import sandbox_of
from apps.accounts.roles import MANAGE
from apps.common.refusals import Refusal
from apps.dashboard import trying
from apps.dashboard.pages import show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.witness import witness


@needs(MANAGE)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: the numbers, and what became of the texts to them."""
    context = {"numbers": trying.NUMBERS, "tried": trying.tried(sandbox_of(request.workspace))}
    return show(request, "developers/sandbox", context, part="developers/_tried")


@needs(MANAGE)
@require_POST
def attempt(request: Request) -> HttpResponse:
    """POST: number=0008, or all. Goes to the sandbox twin, from wherever one is."""
    asked = request.POST.get("number", "")
    if asked != "all" and asked not in trying.BY_DIGITS:
        raise Http404
    try:
        for digits in trying.BY_DIGITS if asked == "all" else (asked,):
            trying.text(sandbox_of(request.workspace), digits, witness(request))
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, _("Sent. Watch what becomes of it."))
    return redirect("dashboard:sandbox")
