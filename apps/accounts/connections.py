"""Verbs of connected apps: taking one up, noting its use, ending it. Of tokens apps.connect takes care."""

from collections.abc import Collection
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_noop as _

from apps.accounts.actions import LAST_USE_RESOLUTION
from apps.accounts.audit import writing as audit
from apps.accounts.models import ApiKey, Connection, Member, User, Workspace
from apps.accounts.tenancy import OwnedQuerySet
from apps.common import clock
from apps.common.encryption import fingerprint

# What stands in `ended_by` when no person did it.
BY_REUSE = _("a token used twice")
BY_LEAVING = _("leaving the workspace")
BY_APP = _("the app itself")
BY_REMOVAL = _("removal of the app")


@transaction.atomic
def allow(workspace: Workspace, user: User, client_id: str, app_name: str, code: str) -> Connection:
    """A member lets an app in; it works once the app has taken it up, with the code."""
    row = Connection.objects.create(
        workspace=workspace, user=user, client_id=client_id, app_name=app_name, code_hash=fingerprint(code)
    )
    audit.note(workspace, "app.connected", str(row), row.public_id, by=user)
    return row


def by_code(code: str, client_id: str) -> Connection | None:
    """What this code of this app began."""
    rows = Connection.everywhere.filter(code_hash=fingerprint(code), client_id=client_id)
    found: Connection | None = rows.select_related("workspace").first()
    return found


def take_up(connection: Connection, family: UUID) -> None:
    """The app exchanged its code."""
    Connection.everywhere.filter(pk=connection.pk).update(family=family)


def seat_of(connection: Connection) -> Member | None:
    """The seat it acts from: what the person may do today. None: it opens nothing."""
    if connection.ended_at:
        return None
    seats = Member.objects.of(connection.workspace_id).filter(user=connection.user_id, user__is_active=True)
    return seats.select_related("user", "workspace").first()


def note_use(connection: Connection, ip: str | None) -> None:
    """Last use, to the minute, as of keys."""
    now = clock.now()
    if connection.last_used_at is None or now - connection.last_used_at > LAST_USE_RESOLUTION:
        Connection.everywhere.filter(pk=connection.pk).update(last_used_at=now, last_used_ip=ip)


def end(connection: Connection, by: str) -> bool:
    """Its tokens and the keys that it made open nothing from now on.

    Twice is once: whether this was the time that ended it.
    """
    return bool(_end(Connection.everywhere.filter(pk=connection.pk), by))


def working_of_apps(client_ids: Collection[str]) -> dict[str, int]:
    """How many connections of each app work, across all workspaces; an app without any is missing."""
    rows = Connection.everywhere.working().filter(client_id__in=client_ids).order_by()
    return dict(rows.values_list("client_id").annotate(models.Count("pk")))


def end_of_app(client_id: str) -> list[Connection]:
    """The app is registered no more. Those that worked."""
    rows = Connection.everywhere.filter(client_id=client_id)
    worked = list(rows.working())
    _end(rows, BY_REMOVAL)
    return worked


def end_of_member(user_id: int, workspaces: list[int]) -> None:
    """Who loses the seat takes their apps along; a seat that is given again does not bring them back."""
    _end(Connection.everywhere.filter(user=user_id, workspace__in=workspaces), BY_LEAVING)


@transaction.atomic
def _end(rows: OwnedQuerySet[Connection], by: str) -> int:
    """With the keys that the apps made. `actions.make_key` waits for this lock, and then refuses."""
    found = rows.filter(ended_at=None).select_related("workspace", "user").select_for_update(of=("self",))
    for row in (standing := list(found)):
        audit.note(row.workspace, "app.disconnected", str(row), row.public_id, after={"ended by": by}, by=by)
    now, ending = clock.now(), [row.pk for row in standing]
    gone = {"kept_for": "", "kept_answer": "", "kept_at": None}
    ApiKey.everywhere.working().filter(connection__in=ending).update(revoked_at=now)
    return Connection.everywhere.filter(pk__in=ending).update(ended_at=now, ended_by=by, **gone)
