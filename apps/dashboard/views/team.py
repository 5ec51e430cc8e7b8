"""The team: who is in, with which role, and who is invited."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts import queries, team
from apps.accounts.models import Member
from apps.accounts.roles import MANAGE, VIEW, Role
from apps.common.refusals import NotFound, Refusal
from apps.dashboard.forms.team import RoleForm
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.views.invitations import team_page


@needs(VIEW)
def index(request: Request) -> HttpResponse:
    """GET. Everybody sees the team; who may not manage it sees no buttons."""
    return team_page(request)


@needs(MANAGE)
@require_POST
def role(request: Request, member_id: int) -> HttpResponse:
    """POST: role="""
    member = _seat(request, member_id)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the roles."))
        return redirect("dashboard:team")
    new = Role(form.cleaned_data["role"])
    try:
        team.change_role(request.member, member, new)
    except Refusal as refusal:
        return _say_no(request, refusal)
    said = {"person": member.user.get_full_name(), "role": str(new.label).lower()}
    messages.success(request, _("%(person)s is %(role)s now.") % said)
    return redirect("dashboard:team")


@needs(MANAGE)
def remove(request: Request, member_id: int) -> HttpResponse:
    """GET asks, POST removes."""
    member = _seat(request, member_id)
    if request.method != "POST":
        return team_page(request, asked=member)
    try:
        team.remove(request.member, member)
    except Refusal as refusal:
        return _say_no(request, refusal)
    messages.success(request, _("%(person)s is out.") % {"person": member.user.get_full_name()})
    return redirect("dashboard:team")


@needs(VIEW)
@require_POST
def leave(request: Request) -> HttpResponse:
    """POST. Everybody may go, but the last owner."""
    try:
        team.remove(request.member, request.member)
    except Refusal as refusal:
        return _say_no(request, refusal)
    messages.success(
        request, _("You have left %(workspace)s.") % {"workspace": queries.live_of(request.workspace)}
    )
    return redirect("dashboard:home")


def _seat(request: Request, member_id: int) -> Member:
    member = queries.team(request.workspace).filter(pk=member_id).first()
    if member is None:
        raise NotFound
    return member


def _say_no(request: Request, refusal: Refusal) -> HttpResponseRedirect:
    messages.error(request, refusal.text)
    return redirect("dashboard:team")
