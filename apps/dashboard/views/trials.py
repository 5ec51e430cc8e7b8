"""The rules that hold, and what others would have stopped last month."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from apps.accounts import queries
from apps.accounts.roles import MANAGE, VIEW
from apps.compliance import rules
from apps.dashboard.forms.trials import TryRules
from apps.dashboard.pages import one, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import trials
from apps.messaging.hindsight import actions, past
from apps.messaging.hindsight.models import Trial


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET. The rules of law that this installation keeps, and the form that tries others."""
    return _page(request, TryRules(None, initial=TryRules.initially(queries.live_of(request.workspace))))


@needs(MANAGE)
@require_POST
def start(request: Request) -> HttpResponse:
    """POST: the fields of TryRules, or of the sending rules. Few texts are through when the page comes."""
    form = TryRules(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    trial = actions.start(request.workspace, form.wish(), request.user)
    if trial.total <= actions.AT_ONCE:
        actions.run(trial)
    return redirect("dashboard:rules_trial", trial.public_id)


@needs(MANAGE)
@require_safe
def page(request: Request, trial_id: str) -> HttpResponse:
    """GET: the answer, or how far it is. htmx asks for the moving part."""
    trial = one(Trial.objects.of(request.workspace), trial_id)
    live = queries.live_of(request.workspace)
    context = {
        "trial": trial,
        "tried": trials.tried(trial, live),
        "rules": trials.by_rule(trial),
        "origins": trials.by_origin(trial),
        "is_bounded": trial.sent > trial.total,
        "is_many": trial.sent > past.COUNTED,
        "counted": past.COUNTED,
        "live": live,
    }
    return show(request, "trials/show", context, part="trials/_panel")


def _page(request: Request, form: TryRules, status: int = 200) -> HttpResponse:
    live = queries.live_of(request.workspace)
    context: dict[str, Any] = {
        "form": form,
        "live": live,
        "book": rules.book(),
        "newest": Trial.objects.of(request.workspace).order_by("-id")[:5],
    }
    return show(request, "trials/index", context, status=status)
