"""What is answered by itself to what is no keyword."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.accounts.roles import EDIT
from apps.common.refusals import Refusal
from apps.dashboard.forms.keywords import AutoReplyForm
from apps.dashboard.pages import show, typed
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.keywords import actions, pacing, queries


@needs(EDIT)
def page(request: Request) -> HttpResponse:
    """GET shows, POST keeps."""
    kept = queries.auto_reply(request.workspace)
    initial = {"away": kept.away, "otherwise": kept.otherwise, "hours": kept.hours}
    form = AutoReplyForm(typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_auto_reply(request.workspace, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("dashboard:keywords")
    context = {"form": form, "never_closes": not request.workspace.open_hours, "most": pacing.MOST}
    return show(request, "keywords/replies", context, status=422 if form.errors else 200)
