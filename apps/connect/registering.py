"""Apps that may ask: registered by whoever runs this installation."""

from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from oauth2_provider.models import get_application_model

from apps.accounts import connections
from apps.common.encryption import new_token
from apps.common.refusals import Invalid

HERE = {"localhost", "127.0.0.1", "[::1]"}


@transaction.atomic
def register(
    name: str, redirect_uris: list[str], *, client_id: str = "", secret: str = ""
) -> tuple[Any, str]:
    """The app and its secret, which is told once and kept as a hash. An app of this client_id is changed.

    Raises Invalid.
    """
    client_id, secret = client_id or new_token("", 20), secret or new_token("", 32)
    model = get_application_model()
    app = model.objects.filter(client_id=client_id).first() or model(client_id=client_id)
    app.name, app.redirect_uris = _name(name), " ".join(map(_checked, redirect_uris))
    app.client_type, app.authorization_grant_type = model.CLIENT_CONFIDENTIAL, model.GRANT_AUTHORIZATION_CODE
    if not app.redirect_uris:
        raise Invalid("Give at least one redirect URI.", field="redirect_uri")
    app.client_secret = secret
    app.save()
    return app, secret


@transaction.atomic
def remove(client_id: str) -> bool:
    """Its tokens go with it and its connections end. Whether there was one."""
    connections.end_of_app(client_id)
    deleted, _ = get_application_model().objects.filter(client_id=client_id).delete()
    return bool(deleted)


def _name(text: str) -> str:
    if not text.strip() or len(text) > 80:
        raise Invalid("Give the app a name of at most 80 characters.", field="name")
    return text.strip()


def _checked(uri: str) -> str:
    """https, or http on this very machine; no fragment, no space."""
    parts = urlsplit(uri)
    local = parts.scheme == "http" and f"{parts.netloc}:".split(":")[0] in HERE
    if (parts.scheme != "https" and not local) or not parts.netloc or parts.fragment or " " in uri:
        raise Invalid(f"{uri} is no redirect URI: https://…, without a fragment.", field="redirect_uri")
    return uri
