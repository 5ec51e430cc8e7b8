"""Safety, among the settings: what stops a campaign, and what is kept."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.accounts.queries import live_of
from apps.accounts.roles import MANAGE
from apps.campaigns import breaker
from apps.campaigns.approval.limits import Limits, set_limits
from apps.dashboard.forms.safety import SafetyForm
from apps.dashboard.pages import posted, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.messaging.retention import forgetting, sweeping


@needs(MANAGE)
def index(request: Request) -> HttpResponse:
    """GET, and POST: sample= failures= opt_outs= canary= canary_wait= undo_seconds= approval_people=
    approval_credits= days= decision_days=."""
    live = live_of(request.workspace)
    form = SafetyForm(posted(request), initial=SafetyForm.of(live))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        with transaction.atomic():
            sweeping.keep(live, values.pop("days"))
            forgetting.keep(live, values.pop("decision_days"))
            above = Limits(values.pop("approval_people"), values.pop("approval_credits"))
            set_limits(live, above, request.user.email)
            breaker.set_guard(live, **values)
        messages.success(request, _("Saved."))
        return redirect("dashboard:safety")
    return show(
        request, "workspaces/safety", {"form": form, "live": live}, status=422 if form.errors else 200
    )
