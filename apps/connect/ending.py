"""A connection's start and end, with their lines in the diary and its tokens gone."""

from django.db import transaction
from oauth2_provider.models import get_refresh_token_model

from apps.accounts import connections
from apps.accounts.models import Connection
from apps.events.diary import record


def told_of_start(connection: Connection) -> None:
    _record(connection, "app.connected", connection.user.email)


@transaction.atomic
def end(connection: Connection, by: str) -> None:
    """Once; the row stays as the record."""
    get_refresh_token_model().revoke_family(connection.family)
    if connections.end(connection, by):
        _record(connection, "app.disconnected", by)


def end_of_app(client_id: str) -> int:
    """The app is registered no more: each workspace that it was in is told. How many connections worked."""
    ended = connections.end_of_app(client_id)
    for connection in ended:
        _record(connection, "app.disconnected", connections.BY_REMOVAL)
    return len(ended)


def _record(connection: Connection, name: str, actor: str) -> None:
    record(connection.workspace_id, name, connection.public_id, actor=actor, app=connection.app_name)
