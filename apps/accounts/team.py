"""Verbs of seats: invite, join, change role, remove. A seat in a workspace is a seat in its sandbox."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from apps.accounts import connections, queries
from apps.accounts.audit import writing as audit
from apps.accounts.models import Invitation, Member, User, Workspace
from apps.accounts.refusals import (
    AlreadyInvited,
    AlreadyMember,
    InvitationSpent,
    LastOwner,
    NotInvited,
    NotYours,
)
from apps.accounts.roles import Role
from apps.common import clock
from apps.common.encryption import fingerprint, new_token
from apps.common.refusals import Invalid
from apps.common.sentences import shape

INVITATION_LIFE = timedelta(days=7)


@transaction.atomic
def invite(by: Member, email: str, role: Role) -> tuple[Invitation, str]:
    """The invitation and its token, which is told once.

    Raises Invalid, NotYours, AlreadyMember, AlreadyInvited (renew that one).
    """
    _may_give(by, role)
    email = _address(email)
    live = queries.live_of(by.workspace)
    if Member.objects.of(live).filter(user__email__iexact=email).exists():
        raise AlreadyMember
    Invitation.objects.of(live).open().filter(email=email, expires_at__lte=clock.now()).delete()
    invitation = Invitation(workspace=live, email=email, role=role, invited_by=by.user)
    try:
        with transaction.atomic():
            token = _new_token(invitation)
    except IntegrityError as error:
        raise AlreadyInvited from error
    audit.note(live, "team.invited", email, after={"role": str(role)}, by=by.user)
    return invitation, token


@transaction.atomic
def renew(by: Member, invitation: Invitation) -> str:
    """A new token and another week; the old link is dead. Raises NotYours, InvitationSpent."""
    _may_give(by, Role(invitation.role))
    if invitation.accepted_at or invitation.withdrawn_at:
        raise InvitationSpent
    audit.note(invitation.workspace, "team.invited_again", invitation.email, by=by.user)
    return _new_token(invitation)


@transaction.atomic
def withdraw(invitation: Invitation) -> None:
    """The link is dead from now on. Twice is once, and an accepted one stays accepted."""
    if Invitation.everywhere.filter(pk=invitation.pk).open().update(withdrawn_at=clock.now()):
        audit.note(invitation.workspace, "team.withdrawn", invitation.email)


def open_invitation(token: str) -> Invitation:
    """The invitation behind a token. Raises InvitationSpent when it cannot be accepted any more."""
    found = Invitation.everywhere.open().filter(token_hash=fingerprint(token), expires_at__gt=clock.now())
    if (invitation := found.select_related("workspace", "invited_by").first()) is None:
        raise InvitationSpent
    return invitation


_SENT_TO = shape(_("This invitation was sent to %(email)s."))


@transaction.atomic
def join(user: User, token: str) -> Member:
    """Take the offered seat, in the workspace and its sandbox. A token works once, for its address alone.

    Raises InvitationSpent, NotInvited.
    """
    invitation = open_invitation(token)
    if invitation.email != user.email.lower():
        raise NotInvited(_SENT_TO % {"email": invitation.email})
    if not Invitation.everywhere.filter(pk=invitation.pk).open().update(accepted_at=clock.now()):
        raise InvitationSpent
    return give_seat(user, invitation.workspace, Role(invitation.role))


@transaction.atomic
def give_seat(user: User, workspace: Workspace, role: Role) -> Member:
    """A seat in the workspace and its sandbox. Who sits there already keeps the role."""
    made = False
    for place in queries.twins(workspace):
        made |= Member.everywhere.get_or_create(workspace=place, user=user, defaults={"role": role})[1]
    if made:
        audit.note(workspace, "team.joined", user.email, after={"role": str(role)}, by=user)
    return Member.objects.of(queries.live_of(workspace)).get(user=user)


@transaction.atomic
def change_role(by: Member, member: Member, role: Role) -> None:
    """Only owners make or unmake owners, and one always stays. Raises NotYours, LastOwner."""
    _may_give(by, role)
    _may_give(by, Role(member.role))
    set_role(member, role, by=by.user)


@transaction.atomic
def set_role(member: Member, role: Role, *, by: User | None = None) -> None:
    """As change_role, by nobody in the workspace: the admin's way. Raises LastOwner."""
    if role != Role.OWNER:
        _another_owner_stays(member)
    before = Member.everywhere.values_list("role", flat=True).get(pk=member.pk)
    _twin_seats(member).update(role=role)
    member.role = role
    if before != role:
        was, now = {"role": before}, {"role": str(role)}
        audit.note(member.workspace, "team.role_changed", member.user.email, before=was, after=now, by=by)


@transaction.atomic
def remove(by: Member, member: Member) -> None:
    """Take the seat away; everybody may leave. Raises NotYours, LastOwner."""
    if by.user_id != member.user_id:
        _may_give(by, Role(member.role))
    take_seat(member, by=by.user)


@transaction.atomic
def take_seat(member: Member, *, by: User | None = None) -> None:
    """As remove, by nobody in the workspace: the admin's way. Raises LastOwner."""
    _another_owner_stays(member)
    places = [place.pk for place in queries.twins(member.workspace)]
    connections.end_of_member(member.user_id, places)
    _twin_seats(member).delete()
    how = "team.left" if by and by.pk == member.user_id else "team.removed"
    audit.note(member.workspace, how, member.user.email, before={"role": member.role}, by=by)


def _may_give(by: Member, role: Role) -> None:
    if role == Role.OWNER and by.role != Role.OWNER:
        raise NotYours


def _another_owner_stays(member: Member) -> None:
    """Locks all owners in one order, so that two who step down at once wait for each other."""
    owners = Member.objects.of(member.workspace).filter(role=Role.OWNER).order_by("id").select_for_update()
    if [owner.pk for owner in owners] == [member.pk]:
        raise LastOwner


def _twin_seats(member: Member) -> "queries.Seats":
    return Member.everywhere.filter(user=member.user_id, workspace__in=queries.twins(member.workspace))


def _address(text: str) -> str:
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid(_("This is not an e-mail address."), field="email") from error
    return email


def _new_token(invitation: Invitation) -> str:
    token = new_token("inv_")
    invitation.token_hash = fingerprint(token)
    invitation.expires_at = clock.now() + INVITATION_LIFE
    invitation.save()
    return token
