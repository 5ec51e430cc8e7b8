"""Verbs of workspaces and keys. Seats and invitations have theirs in team.py."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from apps.accounts import queries
from apps.accounts.audit import writing as audit
from apps.accounts.models import ApiKey, Connection, Member, User, Workspace
from apps.accounts.refusals import AlreadyMade, AppEnded, NoSuchParent, WrongKind
from apps.accounts.roles import Role
from apps.common import clock
from apps.common.encryption import fingerprint, new_token
from apps.common.ids import parse
from apps.common.refusals import Invalid

LAST_USE_RESOLUTION = timedelta(minutes=1)
NAME_LENGTH = 110  # leaves room for " sandbox" in the column's 120
SETTINGS = frozenset(
    {"company_name", "timezone", "default_region", "regions", "help_text", "opt_out_scope"}
    | {"open_hours", "cap_per_day", "cap_per_week", "footer_days", "dnc_checked"}
)


@transaction.atomic
def open_workspace(
    owner: User, name: str, parent: Workspace | None = None, *, public_id: str = ""
) -> Workspace:
    """A workspace with its sandbox twin and its first owner.

    `public_id` may be chosen before (a form carries it), so that sending a form twice opens one.
    Raises Invalid, NoSuchParent, AlreadyMade.
    """
    if parent and (parent.is_sandbox or parent.parent_id):
        raise NoSuchParent
    workspace = Workspace(name=checked_name(name), parent=parent, **_chosen("wsp", public_id))
    _save_once(workspace)
    sandbox = Workspace.objects.create(name=_sandbox_name(workspace), live=workspace)
    for place in (workspace, sandbox):
        Member.objects.create(workspace=place, user=owner, role=Role.OWNER)
    audit.note(workspace, "setting.opened", workspace.name, workspace.public_id, by=owner)
    return workspace


@transaction.atomic
def change_settings(workspace: Workspace, name: str, values: Mapping[str, Any]) -> None:
    """Set the name and the given SETTINGS of a workspace and its twin: test mode behaves as live does."""
    if unknown := values.keys() - SETTINGS:
        raise Invalid(f"{sorted(unknown)[0]} is not a setting.")
    live = queries.live_of(workspace)
    before = Workspace.objects.filter(pk=live.pk).values("name", *values).get()
    live.name = checked_name(name)
    Workspace.objects.filter(pk=live.pk).update(name=live.name, **values)
    Workspace.objects.filter(live=live).update(name=_sandbox_name(live), **values)
    audit.note_change(live, "Workspace and sending rules", before, {"name": live.name, **values})


def choose_language(user: User, code: str) -> None:
    """What this person reads pages and mails in from now on. Raises Invalid."""
    if code not in dict(settings.LANGUAGES):
        raise Invalid(_("That is not a language we speak."))
    user.language = code
    user.save(update_fields=["language"])


@transaction.atomic
def set_state(workspace: Workspace, state: Workspace.State) -> None:
    """Suspend or activate. The sandbox stays as it is: it reaches no phone."""
    if Workspace.objects.filter(pk=workspace.pk).exclude(state=state).update(state=state):
        audit.note(
            workspace, "setting.state", workspace.name, workspace.public_id, after={"state": str(state)}
        )


@transaction.atomic
def make_key(
    workspace: Workspace,
    kind: str,
    name: str,
    by: User | None = None,
    *,
    public_id: str = "",
    app: Connection | None = None,
) -> tuple[ApiKey, str]:
    """The row and the key itself, which is shown once. Test keys open the sandbox, live keys never do.

    `public_id` as in open_workspace. A key that an app made ends with its connection.
    Raises WrongKind, AlreadyMade, AppEnded.
    """
    if kind not in ApiKey.Kind.values:
        raise WrongKind
    if app and not Connection.everywhere.working().filter(pk=app.pk).select_for_update().first():
        raise AppEnded
    key = new_token(kind)
    row = ApiKey(
        workspace=_opened_by(kind, workspace),
        kind=kind,
        name=name.strip()[:80] or "API key",
        prefix=key[: len(kind) + 4],
        key_hash=fingerprint(key),
        created_by=by,
        connection=app,
        **_chosen("key", public_id),
    )
    _save_once(row)
    audit.note(row.workspace, "key.made", str(row), row.public_id, after={"kind": kind}, by=by)
    return row, key


@transaction.atomic
def revoke(key: ApiKey) -> None:
    """From now on the key opens nothing. Twice is once: the first moment stays."""
    if ApiKey.everywhere.filter(pk=key.pk, revoked_at=None).update(revoked_at=clock.now()):
        audit.note(key.workspace, "key.revoked", str(key), key.public_id)


def note_use(key: ApiKey, ip: str | None) -> None:
    """Last use, to the minute: a write a call would cost more than the call."""
    now = clock.now()
    if key.last_used_at is None or now - key.last_used_at > LAST_USE_RESOLUTION:
        ApiKey.everywhere.filter(pk=key.pk).update(last_used_at=now, last_used_ip=ip)


def _opened_by(kind: str, workspace: Workspace) -> Workspace:
    if kind == ApiKey.Kind.TEST:
        return queries.sandbox_of(workspace)
    return queries.live_of(workspace) if kind == ApiKey.Kind.LIVE else workspace


def checked_name(text: str) -> str:
    """The name of a workspace without space around it. Raises Invalid."""
    name = text.strip()
    if not name:
        raise Invalid(_("Give the workspace a name."), field="name")
    if len(name) > NAME_LENGTH:
        raise Invalid(f"A name has at most {NAME_LENGTH} characters.", field="name")
    return name


def _sandbox_name(live: Workspace) -> str:
    return f"{live.name} sandbox"


def _chosen(prefix: str, public_id: str) -> dict[str, str]:
    return {"public_id": public_id} if parse(prefix, public_id) else {}


def _save_once(row: Workspace | ApiKey) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyMade from error
