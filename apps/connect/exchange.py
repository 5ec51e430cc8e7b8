"""The token and revocation endpoints as one transaction each, over the toolkit's server."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from oauth2_provider.models import get_refresh_token_model
from oauth2_provider.oauth2_backends import OAuthLibCore
from oauthlib.common import urlencode

from apps.accounts.models import Connection
from apps.common.encryption import fingerprint

# What the protocol knows; a client can set nothing else on the toolkit's request.
CLIENT = ("client_id", "client_secret")
FIELDS = (*CLIENT, "grant_type", "code", "redirect_uri", "code_verifier", "refresh_token")
REVOKING = (*CLIENT, "token", "token_type_hint")
GRANTS = ("authorization_code", "refresh_token")
Answer = tuple[int, dict[str, Any]]


class Core(OAuthLibCore):  # type: ignore[misc]
    """Reads what was sent as a form or as JSON, both handed over as `fields`."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__()
        self.fields = fields

    def extract_body(self, request: HttpRequest) -> list[tuple[str, str]]:
        return list(self.fields.items())


def tokens(http: HttpRequest, sent: Mapping[str, str]) -> Answer:
    """Status and body of POST /zapier/oauth/token. Two at once with one code or token wait for each other."""
    fields = {name: sent[name] for name in FIELDS if name in sent}
    if not fields.get("grant_type"):
        return 400, error("invalid_request", "grant_type is required.")
    if fields["grant_type"] not in GRANTS:
        return 400, error("unsupported_grant_type", "Use authorization_code or refresh_token.")
    with transaction.atomic():
        _hold(fields)
        _, _, body, status = Core(fields).create_token_response(http)
    return _answer(status, json.loads(body))


def revocation(http: HttpRequest, sent: Mapping[str, str]) -> Answer:
    """Status and body of POST /zapier/oauth/revoke (RFC 7009): 200 too for a token that is unknown."""
    fields = {name: sent[name] for name in REVOKING if name in sent}
    core = Core(fields)
    body = urlencode(core.extract_body(http))
    with transaction.atomic():
        _, text, status = core.server.create_revocation_response(
            http.path, "POST", body, core.extract_headers(http)
        )
    return (200, {}) if status == 200 else _answer(status, json.loads(text))


def _hold(fields: Mapping[str, str]) -> None:
    """Lock the connection that this is about; SQLite's transactions lock everything."""
    if code := fields.get("code"):
        held = Connection.everywhere.filter(code_hash=fingerprint(code))
    else:
        presented = fingerprint(fields.get("refresh_token", ""))
        rows = get_refresh_token_model().objects.filter(token_checksum=presented)
        held = Connection.everywhere.filter(family__in=rows.values("token_family"))
    list(held.select_for_update().values_list("pk", flat=True))


def _answer(status: int, body: dict[str, Any]) -> Answer:
    """The contract's four names; of an error, its two beside `success`."""
    if status == 200:
        return 200, {
            name: body[name] for name in ("access_token", "token_type", "expires_in", "refresh_token")
        }
    name = body.get("error", "invalid_request")
    if name in ("access_denied", "unauthorized_client"):
        name = "invalid_grant"
    return status, error(name, body.get("error_description") or SAID.get(name, "The request is not valid."))


SAID = {
    "invalid_grant": "The code or token is unknown, used, expired, or of another client.",
    "invalid_client": "The client is unknown or its secret is wrong.",
}


def error(error: str, description: str) -> dict[str, Any]:
    return {"success": False, "error": error, "error_description": description}
