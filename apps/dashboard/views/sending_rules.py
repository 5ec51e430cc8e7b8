"""The workspace's own rules of sending, and what the law says beside them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.accounts import actions, queries
from apps.accounts.roles import MANAGE
from apps.compliance.dnc import version
from apps.dashboard.forms.sending_rules import SendingRules
from apps.dashboard.pages import posted, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs


@needs(MANAGE)
def index(request: Request) -> HttpResponse:
    """GET, and POST of the rules, which hold for the sandbox too."""
    live = queries.live_of(request.workspace)
    form = SendingRules(posted(request), initial=SendingRules.of(live))
    if request.method == "POST" and form.is_valid():
        actions.change_settings(live, live.name, form.values())
        messages.success(request, _("Saved."))
        return redirect("dashboard:sending_rules")
    context = {"form": form, "live": live, "dnc": _list_in_use()}
    return show(request, "workspaces/sending_rules", context, status=422 if form.errors else 200)


def _list_in_use() -> version.About | None:
    held = version.current()
    return held.about if held else None
