"""Verbs of accounts: open a workspace, invite, join, make and revoke keys."""

from datetime import timedelta

from django.db import transaction

from apps.accounts.models import ApiKey, Invitation, Member, User, Workspace
from apps.accounts.refusals import AlreadyMember, InvitationSpent, LastOwner, NotYours, WrongKind
from apps.accounts.roles import Role
from apps.common import clock
from apps.common.encryption import fingerprint, new_token
from apps.common.refusals import Invalid

INVITATION_LIFE = timedelta(days=7)
LAST_USE_RESOLUTION = timedelta(minutes=1)


@transaction.atomic
def open_workspace(owner: User, name: str, parent: Workspace | None = None) -> Workspace:
    """A workspace with its sandbox twin and its first owner."""
    if not name.strip():
        raise Invalid("Give the workspace a name.", field="name")
    workspace = Workspace.objects.create(name=name.strip(), parent=parent)
    sandbox = Workspace.objects.create(name=f"{name.strip()} sandbox", live=workspace)
    for place in (workspace, sandbox):
        Member.objects.create(workspace=place, user=owner, role=Role.OWNER)
    return workspace


@transaction.atomic
def invite(by: Member, email: str, role: Role) -> tuple[Invitation, str]:
    """The invitation and its token, which is told once."""
    _may_give(by, role)
    email = email.strip().lower()
    if Member.objects.of(by.workspace).filter(user__email__iexact=email).exists():
        raise AlreadyMember
    token = new_token("inv_")
    now = clock.now()
    invitation = Invitation.objects.create(
        workspace=by.workspace,
        email=email,
        role=role,
        invited_by=by.user,
        token_hash=fingerprint(token),
        created_at=now,
        expires_at=now + INVITATION_LIFE,
    )
    return invitation, token


def open_invitation(token: str) -> Invitation:
    """The invitation behind a token, if it can still be accepted."""
    found = Invitation.everywhere.filter(
        token_hash=fingerprint(token), accepted_at=None, withdrawn_at=None, expires_at__gt=clock.now()
    ).select_related("workspace")
    if (invitation := found.first()) is None:
        raise InvitationSpent
    return invitation


@transaction.atomic
def join(user: User, token: str) -> Member:
    """Take the offered seat, in the workspace and its sandbox. A token works once."""
    invitation = open_invitation(token)
    if not Invitation.everywhere.filter(pk=invitation.pk, accepted_at=None).update(accepted_at=clock.now()):
        raise InvitationSpent
    places = Workspace.objects.filter(pk=invitation.workspace_id) | Workspace.objects.filter(
        live=invitation.workspace_id
    )
    for place in places:
        Member.everywhere.get_or_create(workspace=place, user=user, defaults={"role": invitation.role})
    return Member.objects.of(invitation.workspace).get(user=user)


@transaction.atomic
def change_role(by: Member, member: Member, role: Role) -> None:
    """Only owners make or unmake owners, and one always stays."""
    _may_give(by, role)
    _may_give(by, Role(member.role))
    if member.role == Role.OWNER != role:
        _another_owner_stays(member)
    member.role = role
    member.save(update_fields=["role"])


@transaction.atomic
def remove(by: Member, member: Member) -> None:
    _may_give(by, Role(member.role))
    if member.role == Role.OWNER:
        _another_owner_stays(member)
    Member.everywhere.filter(user=member.user_id, workspace__live=member.workspace_id).delete()
    member.delete()


@transaction.atomic
def make_key(workspace: Workspace, kind: str, name: str, by: User | None = None) -> tuple[ApiKey, str]:
    """The row and the key itself, which is shown once. Test keys open the sandbox."""
    if kind not in ApiKey.Kind.values:
        raise WrongKind
    place = workspace.sandbox if kind == ApiKey.Kind.TEST and not workspace.is_sandbox else workspace
    key = new_token(kind)
    row = ApiKey.objects.create(
        workspace=place,
        kind=kind,
        name=name.strip()[:80] or "API key",
        prefix=key[: len(kind) + 4],
        key_hash=fingerprint(key),
        created_by=by,
    )
    return row, key


def revoke(key: ApiKey) -> None:
    ApiKey.everywhere.filter(pk=key.pk, revoked_at=None).update(revoked_at=clock.now())


def note_use(key: ApiKey, ip: str | None) -> None:
    """Last use, to the minute: a write a call would cost more than the call."""
    now = clock.now()
    if key.last_used_at is None or now - key.last_used_at > LAST_USE_RESOLUTION:
        ApiKey.everywhere.filter(pk=key.pk).update(last_used_at=now, last_used_ip=ip)


def _may_give(by: Member, role: Role) -> None:
    if role == Role.OWNER and by.role != Role.OWNER:
        raise NotYours


def _another_owner_stays(member: Member) -> None:
    owners = Member.objects.of(member.workspace).filter(role=Role.OWNER).exclude(pk=member.pk)
    if not owners.select_for_update().exists():
        raise LastOwner
