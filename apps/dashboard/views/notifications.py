"""Which mails somebody gets about this workspace: everybody's own choice."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.accounts.notices.choosing import choose
from apps.accounts.queries import live_of
from apps.accounts.roles import VIEW
from apps.dashboard.forms.notifications import Notifications
from apps.dashboard.pages import posted, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs


@needs(VIEW)
def index(request: Request) -> HttpResponse:
    """GET, and POST of the boxes; it holds for this person, here, and for nobody else."""
    form = Notifications(posted(request), request.member)
    if request.method == "POST" and form.is_valid():
        choose(request.user, request.workspace, form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("dashboard:notifications")
    return show(request, "notifications/index", {"form": form, "live": live_of(request.workspace)})
