"""Apps of a workspace: its owners and admins register them, people of any workspace may let them in.

The dashboard comes in here, through `apps.accounts.oauth_apps`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from oauth2_provider.models import get_application_model

from apps.accounts import connections, queries
from apps.accounts.audit import writing as audit
from apps.accounts.models import OAuthApp, User, Workspace
from apps.accounts.oauth_apps import MOST, Registered
from apps.accounts.refusals import AlreadyMade
from apps.common.encryption import new_token
from apps.common.ids import parse
from apps.common.refusals import Conflict, NotFound
from apps.connect import registering


def owner(client_id: str) -> Workspace | None:
    """Whose app it is; None: of whoever runs the installation, or of nobody."""
    row = OAuthApp.everywhere.filter(client_id=client_id).select_related("workspace").first()
    return row.workspace if row else None


def may_ask(client_id: str) -> bool:
    """Of a suspended workspace no app gets anything."""
    rows = OAuthApp.everywhere.filter(client_id=client_id)
    return not rows.exclude(workspace__state=Workspace.State.ACTIVE).exists()


@transaction.atomic
def register(
    workspace: Workspace,
    by: User,
    name: str,
    redirect_uris: list[str],
    *,
    is_public: bool = False,
    public_id: str = "",
) -> tuple[OAuthApp, str]:
    """The row, of the live twin, and the secret, told once ("" for a public app).

    `public_id` may be chosen before (a form carries it), so that a form sent twice makes one app.
    Raises Invalid, Conflict, AlreadyMade.
    """
    live = queries.live_of(workspace)
    if OAuthApp.objects.of(live).count() >= MOST:
        raise Conflict(_("A workspace has at most %(most)s apps. Delete one first.") % {"most": MOST})
    app, secret = registering.register(name, redirect_uris, is_public=is_public)
    chosen = {"public_id": public_id} if parse("oap", public_id) else {}
    row = OAuthApp(workspace=live, client_id=app.client_id, created_by=by, **chosen)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyMade from error
    _note(row, "app.registered", by, after=_told(app))
    return row, secret


def look(rows: Iterable[OAuthApp]) -> Mapping[str, Registered]:
    """By client id; one that was removed otherwise is missing."""
    ids = [row.client_id for row in rows]
    working = connections.working_of_apps(ids)
    return {
        app.client_id: Registered(
            app.client_id,
            app.name,
            app.redirect_uris.split(),
            app.client_type == app.CLIENT_PUBLIC,
            app.created,
            working.get(app.client_id, 0),
        )
        for app in get_application_model().objects.filter(client_id__in=ids)
    }


@transaction.atomic
def change(row: OAuthApp, by: User, name: str, redirect_uris: list[str]) -> None:
    """Secret and connections stay. Raises Invalid, NotFound."""
    app = _client(row)
    before = _told(app)
    registering.change(app, name, redirect_uris)
    _note(row, "app.changed", by, before, _told(app))


@transaction.atomic
def rotate(row: OAuthApp, by: User) -> str:
    """A fresh secret, told once; the old one is worth nothing from now on. Raises NotFound, Conflict."""
    app = _client(row)
    if app.client_type == app.CLIENT_PUBLIC:
        raise Conflict(_("A public app has no secret."))
    secret = app.client_secret = new_token("", 32)
    app.save(update_fields=["client_secret", "updated"])
    _note(row, "app.rotated", by, after=_told(app))
    return secret


@transaction.atomic
def remove(row: OAuthApp, by: User) -> int:
    """How many connections ended with it, in whatever workspaces."""
    app = registering.client_of(row.client_id)
    ended = registering.remove(row.client_id) or 0
    OAuthApp.objects.of(row.workspace_id).filter(pk=row.pk).delete()
    _note(row, "app.deleted", by, _told(app) if app else {}, {"connections ended": ended})
    return ended


def _client(row: OAuthApp) -> Any:
    app = registering.client_of(row.client_id)
    if app is None:
        raise NotFound
    return app


def _told(app: Any) -> dict[str, str]:
    return {"name": app.name, "redirect URIs": app.redirect_uris}


def _note(
    row: OAuthApp,
    kind: str,
    by: User,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    audit.note(row.workspace, kind, row.client_id, row.public_id, before=before, after=after, by=by)
