"""Workspaces: settings, switching, opening another, sub-accounts."""

from django.conf import settings as installation
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts import actions, queries
from apps.accounts.models import Workspace
from apps.accounts.roles import MANAGE, OWN, VIEW
from apps.common.refusals import Forbidden, NotFound, Refusal
from apps.dashboard.forms.workspaces import NewWorkspaceForm, SettingsForm
from apps.dashboard.middleware import SESSION_KEY
from apps.dashboard.pages import back, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs, signed_in


@needs(VIEW)
def settings(request: Request) -> HttpResponse:
    """The first tab that the role may open: the workspace, or else the team."""
    if request.method in ("GET", "HEAD") and not request.member.may(MANAGE):
        return redirect("dashboard:team")
    return _settings(request)  # type: ignore[return-value]


@needs(MANAGE)
def _settings(request: Request) -> HttpResponse:
    """GET, and POST of the settings, which hold for the sandbox too."""
    live = queries.live_of(request.workspace)
    form = SettingsForm(request.POST or None, initial=SettingsForm.of(live))
    if request.method == "POST" and form.is_valid() and _change(live, form):
        messages.success(request, _("Saved."))
        return redirect("dashboard:settings")
    return show(
        request, "workspaces/settings", {"form": form, "live": live}, status=422 if form.errors else 200
    )


def _change(live: Workspace, form: SettingsForm) -> bool:
    values = dict(form.cleaned_data)
    try:
        actions.change_settings(live, values.pop("name"), values)
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


@needs(VIEW)
def index(request: Request) -> HttpResponse:
    """GET: where the person may work, and the sub-accounts of this workspace."""
    live = queries.live_of(request.workspace)
    context = {
        "seats": [seat for seat in queries.seats(request.user) if not seat.workspace.is_sandbox],
        "live": live,
        "sub_accounts": live.sub_accounts.all(),
        "may_open": may_open(request),
        "may_branch": request.member.may(OWN) and not live.parent_id,
        "form": NewWorkspaceForm(),
    }
    return show(request, "workspaces/index", context)


@signed_in
def new(request: Request) -> HttpResponse:
    """GET, and POST: name= public_id=. A workspace of one's own."""
    if not may_open(request):
        raise Forbidden(_("New workspaces are closed on this installation."))
    return _open(request, None)


@needs(OWN)
def branch(request: Request) -> HttpResponse:
    """GET, and POST: name= public_id=. A sub-account of this workspace."""
    return _open(request, queries.live_of(request.workspace))


@require_POST
@signed_in
def switch(request: Request) -> HttpResponse:
    """POST: workspace= (public id), next=. Only where the person has a seat."""
    asked = request.POST.get("workspace", "")
    for seat in queries.seats(request.user):
        if seat.workspace.public_id == asked:
            request.session[SESSION_KEY] = seat.workspace_id
            return back(request, installation.LOGIN_REDIRECT_URL)
    raise NotFound


def may_open(request: Request) -> bool:
    """Where sign-up is closed, workspaces are opened by whoever runs the installation."""
    return bool(installation.ACCOUNT_SIGNUP_OPEN or request.user.is_superuser)


def _open(request: Request, parent: Workspace | None) -> HttpResponse:
    form = NewWorkspaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (opened := _try(request, form, parent)):
        request.session[SESSION_KEY] = opened.pk
        messages.success(
            request, _("%(workspace)s is open, with a sandbox beside it.") % {"workspace": opened}
        )
        return redirect("dashboard:home")
    context = {"form": form, "parent": parent}
    page = "workspaces/form" if request.member else "workspaces/first"
    return show(request, page, context, status=422 if form.errors else 200)


def _try(request: Request, form: NewWorkspaceForm, parent: Workspace | None) -> Workspace | None:
    given = form.cleaned_data
    try:
        return actions.open_workspace(request.user, given["name"], parent, public_id=given["public_id"])
    except Refusal as refusal:
        form.refuse(refusal)
        return None
