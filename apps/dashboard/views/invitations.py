"""Inviting, and what an invitation's link opens."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from apps.accounts import queries, team
from apps.accounts.models import Invitation, Member
from apps.accounts.refusals import InvitationSpent
from apps.accounts.roles import MANAGE, Role
from apps.accounts.sign_up import SESSION_KEY as CARRIED
from apps.common import clock
from apps.common.refusals import NotFound, Refusal
from apps.dashboard.forms.team import InviteForm
from apps.dashboard.mails import invitation_link, send_invitation
from apps.dashboard.middleware import SESSION_KEY
from apps.dashboard.pages import show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs, signed_in


def team_page(
    request: Request, form: InviteForm | None = None, link: str = "", asked: Member | None = None
) -> HttpResponse:
    """The team with its open invitations. `link` is told once; `asked` is who may be removed."""
    live = queries.live_of(request.workspace)
    context = {
        "team": queries.team(live),
        "invitations": Invitation.objects.of(live).open().select_related("invited_by"),
        "now": clock.now(),
        "may_manage": request.member.may(MANAGE),
        "roles": Role,
        "form": form or InviteForm(),
        "link": link,
        "asked": asked,
    }
    return show(request, "team/index", context, status=422 if form and form.errors else 200)


@never_cache
@needs(MANAGE)
@require_POST
def invite(request: Request) -> HttpResponse:
    """POST: email= role=. Answers with the page that tells the link once."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return team_page(request, form)
    try:
        invitation, token = team.invite(
            request.member, form.cleaned_data["email"], Role(form.cleaned_data["role"])
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return team_page(request, form)
    return _told(request, invitation, token)


@never_cache
@needs(MANAGE)
@require_POST
def renew(request: Request, invitation_id: int) -> HttpResponse:
    """POST: a new link by a new mail; the old one is dead."""
    invitation = _one(request, invitation_id)
    try:
        return _told(request, invitation, team.renew(request.member, invitation))
    except InvitationSpent as refusal:
        messages.error(request, refusal.text)
        return redirect("dashboard:team")


@needs(MANAGE)
@require_POST
def withdraw(request: Request, invitation_id: int) -> HttpResponse:
    """POST: the link is dead."""
    invitation = _one(request, invitation_id)
    team.withdraw(invitation)
    messages.success(request, _("The invitation of %(email)s is withdrawn.") % {"email": invitation.email})
    return redirect("dashboard:team")


@never_cache
def show_invitation(request: HttpRequest, invitation_token: str) -> HttpResponse:
    """GET: what is offered, to whom. A stranger carries the token through sign-up in the session."""
    try:
        invitation = team.open_invitation(invitation_token)
    except InvitationSpent:
        return render(request, "dashboard/invitations/spent.html", status=410)
    if not request.user.is_authenticated:
        request.session[CARRIED] = invitation_token
    is_theirs = request.user.is_authenticated and request.user.email.lower() == invitation.email
    context = {"invitation": invitation, "token": invitation_token, "is_theirs": is_theirs}
    return render(request, "dashboard/invitations/show.html", context)


@require_POST
@signed_in
def join(request: Request, invitation_token: str) -> HttpResponse:
    """POST: take the seat, and work there from now on."""
    try:
        seat = team.join(request.user, invitation_token)
    except InvitationSpent:
        return render(request, "dashboard/invitations/spent.html", status=410)
    request.session.pop(CARRIED, None)
    request.session[SESSION_KEY] = seat.workspace_id
    messages.success(request, _("Welcome to %(workspace)s.") % {"workspace": seat.workspace})
    return redirect("dashboard:home")


def _told(request: Request, invitation: Invitation, token: str) -> HttpResponse:
    if send_invitation(invitation, token):
        messages.success(
            request, _("An invitation is on its way to %(email)s.") % {"email": invitation.email}
        )
    else:
        messages.error(request, _("The mail could not be sent. Hand over the link yourself."))
    return team_page(request, link=invitation_link(token))


def _one(request: Request, invitation_id: int) -> Invitation:
    live = queries.live_of(request.workspace)
    found = Invitation.objects.of(live).select_related("workspace").filter(pk=invitation_id).first()
    if found is None:
        raise NotFound
    return found
