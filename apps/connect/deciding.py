"""A person's yes or no, sent to the app."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from oauth2_provider.exceptions import OAuthToolkitError
from oauth2_provider.http import OAuth2ResponseRedirect
from oauth2_provider.oauth2_backends import OAuthLibCore

from apps.accounts.models import Workspace
from apps.connect.asking import Asked

# One scope: an app acts as its person does (contract §1). Scopes that are asked for are not looked at.
SCOPE = "zapier"


@transaction.atomic
def answered(request: HttpRequest, wish: Asked, place: Workspace | None) -> HttpResponse:
    """302 to the app: a code for `place`, or access_denied for None; state comes back as it came."""
    credentials = {**wish.fields, "workspace": place}
    try:
        uri = OAuthLibCore().create_authorization_response(
            request, scopes=[SCOPE], credentials=credentials, allow=place is not None
        )[0]
    except OAuthToolkitError as refusal:
        uri = _with(wish, refusal)
    away: HttpResponse = OAuth2ResponseRedirect(uri, ["http", "https"])
    return away


def _with(wish: Asked, refusal: OAuthToolkitError) -> str:
    error = refusal.oauthlib_error
    error.redirect_uri, error.state = wish.redirect_uri, wish.fields.get("state")
    return str(error.in_uri(wish.redirect_uri))
