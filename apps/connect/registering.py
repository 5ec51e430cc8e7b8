"""Clients that may ask: what the toolkit keeps of each. Whose they are says apps.connect.owning."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from oauth2_provider.models import get_application_model

from apps.accounts.models import OAuthApp
from apps.common.encryption import new_token
from apps.common.refusals import Invalid
from apps.connect import ending, redirect_uris

NAME_LENGTH = 80


def client_of(client_id: str) -> Any:
    """The toolkit's row, or None."""
    return get_application_model().objects.filter(client_id=client_id).first()


@transaction.atomic
def register(
    name: str, uris: list[str], *, client_id: str = "", secret: str = "", is_public: bool = False
) -> tuple[Any, str]:
    """The app and its secret, which is told once and kept as a hash; a public app has none, and uses PKCE.

    An app of this client_id is changed. Raises Invalid.
    """
    model = get_application_model()
    client_id = client_id or new_token("", 20)
    app = client_of(client_id) or model(client_id=client_id)
    app.name, app.redirect_uris = _name(name), redirect_uris.checked(uris)
    app.client_type = model.CLIENT_PUBLIC if is_public else model.CLIENT_CONFIDENTIAL
    app.authorization_grant_type = model.GRANT_AUTHORIZATION_CODE
    # A public one has a secret, too, that nobody is told: an empty one everybody would know.
    fresh = secret or new_token("", 32)
    app.client_secret = fresh
    app.save()
    return app, "" if is_public else fresh


def change(app: Any, name: str, uris: list[str]) -> None:
    """Its secret and its connections stay. Raises Invalid."""
    app.name, app.redirect_uris = _name(name), redirect_uris.checked(uris)
    app.save(update_fields=["name", "redirect_uris", "updated"])


@transaction.atomic
def remove(client_id: str) -> int | None:
    """Its tokens go with it and its connections end: how many worked. None: there was no such app."""
    ended = ending.end_of_app(client_id)
    OAuthApp.everywhere.filter(client_id=client_id).delete()
    deleted, _rows = get_application_model().objects.filter(client_id=client_id).delete()
    return ended if deleted else None


def _name(text: str) -> str:
    name = text.strip()
    if not name or len(name) > NAME_LENGTH or not name.isprintable():
        raise Invalid(_("Give the app a name of at most 80 characters."), field="name")
    return name
