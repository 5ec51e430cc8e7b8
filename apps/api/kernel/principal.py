"""Who calls: a key or a signed-in person, the workspace, and the rights."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from apps.accounts import connections, queries
from apps.accounts.actions import note_use
from apps.accounts.audit.acting import Acting, known_as
from apps.accounts.models import AuditEntry, Connection, Member, User, Workspace
from apps.accounts.roles import APPROVE, Role
from apps.api.kernel.address import client_address
from apps.api.kernel.csrf import check_csrf
from apps.api.kernel.refusals import BadCredential, LacksRight, MissingCredential, RevokedCredential
from apps.compliance.actions import Witness

SESSION = "session"
OAUTH = "oauth"
# A key does what an admin may; what only owners may (suspending, deleting) is done by a person, and so is
# approving: a key is nobody, and a second person is somebody.
KEY_RIGHTS = Role.ADMIN.rights - {APPROVE}


@dataclass(frozen=True, slots=True)
class Principal:
    """kind: the prefix of the key's kind (`rsms_`, …), "oauth" or "session".
    name: key prefix, or the app's and the person's, or e-mail address.
    origin: what messages say asked for them (`key_…`, `app_…`, e-mail)."""

    workspace: Workspace
    kind: str
    name: str
    origin: str
    rights: frozenset[str]
    user: User | None = None
    ip: str | None = None
    app: Connection | None = None  # that asks, with its token or with a key that it made

    @property
    def witness(self) -> Witness:
        """For evidence."""
        return Witness(self.name, self.user, self.ip)

    def needs(self, right: str) -> None:
        """Raises LacksRight."""
        if right not in self.rights:
            raise LacksRight


def of(http: HttpRequest) -> Principal:
    """The caller, as the audit log names it from here on. A presented key counts, even a bad one; only
    without any does the browser session.

    Raises MissingCredential, BadCredential, ForgedForm.
    """
    caller = _of(http)
    full_name = caller.user.get_full_name() if caller.user else ""
    known_as(Acting(caller.name, full_name, caller.ip, AuditEntry.Way.API))
    return caller


def _of(http: HttpRequest) -> Principal:
    key = presented_key(http)
    if key is not None:
        return _by_key(key, http)
    seat = getattr(http, "member", None)  # set by the dashboard's middleware; falsy for a stranger
    if not seat:
        raise MissingCredential
    check_csrf(http)
    return _by_seat(seat, http)


def presented_key(http: HttpRequest) -> str | None:
    """`Authorization: Bearer`, or else `X-API-Key`; "" for an Authorization that is no bearer."""
    if authorization := http.headers.get("Authorization", "").strip():
        scheme, _, token = authorization.partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""
    return http.headers.get("X-API-Key", "").strip() or None


def _by_key(key: str, http: HttpRequest) -> Principal:
    if key.startswith("eyJ"):
        return _by_token(key, http)
    row = queries.working_key(key) if key else None
    if row is None:
        raise RevokedCredential if key and queries.was_revoked(key) else BadCredential
    ip = client_address(http)
    note_use(row, ip)
    return Principal(
        row.workspace, row.kind, row.prefix, row.public_id, KEY_RIGHTS, ip=ip, app=row.connection
    )


def _by_token(token: str, http: HttpRequest) -> Principal:
    """An app that a member let in: it may what the member may today, and nothing that only owners may."""
    bearer: Callable[[str], Connection | None] = import_string(settings.BEARER_OF)
    connection = bearer(token)
    seat = connections.seat_of(connection) if connection else None
    if connection is None or seat is None:
        raise BadCredential
    ip = client_address(http)
    connections.note_use(connection, ip)
    rights = Role(seat.role).rights & KEY_RIGHTS
    name = f"{connection.app_name} for {seat.user.email}"
    return Principal(seat.workspace, OAUTH, name, connection.public_id, rights, seat.user, ip, connection)


def _by_seat(seat: Member, http: HttpRequest) -> Principal:
    email = seat.user.email
    rights = Role(seat.role).rights
    return Principal(seat.workspace, SESSION, email, email, rights, seat.user, client_address(http))
