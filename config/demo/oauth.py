"""The demo's OAuth app: what one tries a Zapier connection with."""

from typing import Any

from django.contrib.auth.hashers import check_password
from oauth2_provider.models import get_application_model

from apps.connect.registering import register
from config.demo import credentials

NAME = "Zapier (demo)"
# A listener of one's own on this machine, and the form of address that Zapier gives a private app.
REDIRECTS = [
    "http://localhost:8765/callback",
    "http://127.0.0.1:8765/callback",
    "https://zapier.com/dashboard/auth/oauth/return/SendwellDemoCLIAPI/",
]


def oauth_app() -> dict[str, Any]:
    """Made, or found; the secret follows SECRET_KEY, as all credentials of the demo do."""
    client_id, secret = credentials.oauth()
    found = get_application_model().objects.filter(client_id=client_id).first()
    if not (found and check_password(secret, found.client_secret)):
        register(NAME, REDIRECTS, client_id=client_id, secret=secret)
    return {"client_id": client_id, "client_secret": secret, "redirect_uris": REDIRECTS}
