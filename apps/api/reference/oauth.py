"""/zapier/oauth as OpenAPI writes it (contract ReadySMS §6).

By hand: it is a protocol with forms, redirects and errors of its own, which the tables of the dialects do not
know, and its room (connect) is a stranger to this one. tests/reference/test_oauth.py holds it against the
routes and the answers.
"""

from typing import Any

from apps.api.kernel.shapes import Schema, const, free, text, thing, whole

JSON, FORM, PAGE = "application/json", "application/x-www-form-urlencoded", "text/html"
TAG = "zapier: OAuth"
URI = "https://zapier.com/dashboard/auth/oauth/return/App1CLIAPI/"
OBJECTS: dict[str, Schema] = {
    "OAuthTokens": thing(
        "Exactly these four.",
        access_token=text("A JWT, good for 30 days.", "eyJhbGciOi…"),
        token_type=const("Bearer"),
        expires_in=whole("Seconds.", 2_592_000),
        refresh_token=text("Good once: each refresh answers another.", "rtk_…"),
    ),
    "OAuthError": thing(
        "What is wrong, in the words of RFC 6749.",
        success={"type": "boolean", "const": False},
        error=text(eg="invalid_grant"),
    ),
}
OBJECTS["OAuthError"]["properties"]["error_description"] = text(
    "For whoever makes the app; not always there."
)
_CLIENT: dict[str, Schema] = {
    "client_id": text("Or with HTTP Basic."),
    "client_secret": text("Or with HTTP Basic. A public app has none."),
}
_TOKEN: dict[str, Schema] = {
    **_CLIENT,
    "grant_type": text(eg="authorization_code", enum=["authorization_code", "refresh_token"]),
    "code": text("Single use, good for ten minutes."),
    "redirect_uri": text("As at the authorize page.", URI),
    "code_verifier": text("Where a code_challenge was sent."),
    "refresh_token": text(eg="rtk_…"),
}
_REVOKED: dict[str, Schema] = {**_CLIENT, "token": text(), "token_type_hint": text()}
_ASKED: dict[str, Schema] = {
    "client_id": text(),
    "redirect_uri": text("Registered for the app, to the letter.", URI),
    "response_type": const("code"),
    "state": text("Comes back as it is."),
    "code_challenge": text("PKCE; a public app must send it."),
    "code_challenge_method": text(eg="S256", enum=["S256"]),
}
_NEEDED = ("client_id", "redirect_uri", "response_type")
_DECIDED: dict[str, Schema] = {
    **_ASKED,
    "workspace": text("The workspace that was chosen."),
    "allow": text("yes; anything else denies.", "yes"),
}


def _answer(said: str, schema: Schema, example: Any, kind: str = JSON) -> dict[str, Any]:
    return {"description": said, "content": {kind: {"schema": schema, "example": example}}}


def _refused(*errors: str) -> dict[str, Any]:
    example = {"success": False, "error": errors[0]}
    said = ", ".join(f"`{one}`" for one in errors)
    return _answer(said, {"$ref": "#/components/schemas/OAuthError"}, example)


def _verb(name: str, summary: str, said: str, **more: Any) -> dict[str, Any]:
    head = {"operationId": name, "summary": summary, "description": said, "tags": [TAG], "security": []}
    return {**head, "parameters": [], **more}


def _form(fields: dict[str, Schema], needs: tuple[str, ...], *kinds: str) -> dict[str, Any]:
    schema = {"type": "object", "properties": fields, "required": list(needs)}
    return {"required": True, "content": {kind: {"schema": schema} for kind in kinds}}


def _in_query(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": name in _NEEDED, "schema": _ASKED[name]}


_SHOWN = _answer(
    "The page on which a person signs in and chooses a workspace.", text(), "<!doctype html>…", PAGE
)
_AWAY = {
    "description": "To `redirect_uri` with `state` and `code`, or with `error` (`access_denied`, "
    "`invalid_request`); or to sign in.",
    "headers": {"Location": {"schema": {"type": "string"}}},
}
_UNFIT = _refused("invalid_client", "invalid_redirect_uri", "unsupported_response_type", "invalid_request")
_OFTEN = {
    **_refused("Too many requests"),
    "description": "More than 300 a minute of one app from one address, or 600 of an address.",
    "headers": {"Retry-After": {"description": "Seconds.", "schema": {"type": "string"}}},
}
_CRASH = _refused("Internal server error")
PATHS: dict[str, Any] = {
    "/zapier/oauth/authorize": {
        "get": _verb(
            "get_oauth_authorize",
            "Ask for access",
            "Where an app sends a person's browser.",
            parameters=[_in_query(name) for name in _ASKED],
            responses={"200": _SHOWN, "302": _AWAY, "400": _UNFIT, "500": _CRASH},
        ),
        "post": _verb(
            "post_oauth_authorize",
            "Allow or deny",
            "What the page sends, with the CSRF token of a browser's session.",
            requestBody=_form(_DECIDED, _NEEDED, FORM),
            responses={
                "302": _AWAY,
                "400": _UNFIT,
                "403": _answer("No CSRF token.", text(), "<!doctype html>…", PAGE),
                "422": _answer("No workspace was chosen.", text(), "<!doctype html>…", PAGE),
                "500": _CRASH,
            },
        ),
    },
    "/zapier/oauth/token": {
        "post": _verb(
            "post_oauth_token",
            "Get tokens",
            "A code, or a refresh token, for tokens; as a form or as JSON. A refresh token used twice "
            "ends the connection.",
            requestBody=_form(_TOKEN, ("grant_type",), FORM, JSON),
            responses={
                "200": _answer(
                    "Done.",
                    {"$ref": "#/components/schemas/OAuthTokens"},
                    {
                        "access_token": "eyJhbGciOi…",
                        "token_type": "Bearer",
                        "expires_in": 2_592_000,
                        "refresh_token": "rtk_…",
                    },
                ),
                "400": _refused("invalid_grant", "invalid_request", "unsupported_grant_type"),
                "401": _refused("invalid_client"),
                "429": _OFTEN,
                "500": _CRASH,
            },
        )
    },
    "/zapier/oauth/revoke": {
        "post": _verb(
            "post_oauth_revoke",
            "Revoke a token",
            "RFC 7009: 200, too, for a token that nobody knows.",
            requestBody=_form(_REVOKED, ("token",), FORM, JSON),
            responses={
                "200": _answer("Done.", free(), {}),
                "400": _refused("invalid_request"),
                "401": _refused("invalid_client"),
                "429": _OFTEN,
                "500": _CRASH,
            },
        )
    },
}
