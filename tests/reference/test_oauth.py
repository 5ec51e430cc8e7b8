"""The description of /zapier/oauth says what its addresses do: every route, every status of a try."""

from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from apps.api.reference import oauth, openapi
from apps.connect.urls import urlpatterns

TOKEN, AUTHORIZE, REVOKE = "/zapier/oauth/token", "/zapier/oauth/authorize", "/zapier/oauth/revoke"
VERBS = ("get", "post", "put", "patch", "delete")


def test_every_route_is_described_and_nothing_else() -> None:
    routes = {"/" + str(one.pattern).removeprefix("^").removesuffix("/?$") for one in urlpatterns}
    assert routes == set(oauth.PATHS)
    assert set(oauth.PATHS) <= set(openapi.document()["paths"])


@pytest.mark.django_db
@pytest.mark.parametrize("path", oauth.PATHS)
def test_the_verbs_are_those_that_it_takes(path: str) -> None:
    taken = {verb for verb in VERBS if Client().generic(verb.upper(), path).status_code != 405}
    assert taken == set(oauth.PATHS[path])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "path", "sent", "status"),
    [
        ("GET", AUTHORIZE, {}, 400),
        ("POST", TOKEN, {}, 400),
        ("POST", TOKEN, {"grant_type": "password"}, 400),
        ("POST", TOKEN, {"grant_type": "authorization_code", "code": "x", "client_id": "nobody"}, 401),
        ("POST", REVOKE, {"token": "x", "client_id": "nobody", "client_secret": "y"}, 401),
    ],
)
def test_what_is_refused_is_described(verb: str, path: str, sent: dict[str, str], status: int) -> None:
    client: Any = Client()
    answer = client.get(path, sent) if verb == "GET" else client.post(path, sent)
    assert answer.status_code == status, answer.content
    told = oauth.PATHS[path][verb.lower()]["responses"][str(status)]
    schema = {**told["content"]["application/json"]["schema"], "components": {"schemas": oauth.OBJECTS}}
    assert not list(Draft202012Validator(schema).iter_errors(answer.json()))
    assert answer.json()["error"] in told["description"]


def test_its_page_names_all_that_an_app_calls_and_nothing_is_left_unsaid(client: Client) -> None:
    page = client.get("/api-docs/zapier-oauth").content.decode()
    for path in oauth.PATHS:
        assert path in page and f"$BASE{path}" in page
    for word in ("redirect_uri", "code_verifier", "refresh_token", "invalid_grant", "Too many requests"):
        assert word in page
    assert 'href="/api-docs/zapier-oauth"' in client.get("/api-docs").content.decode()


@pytest.mark.django_db
def test_postman_has_them_with_their_fields_and_they_answer_as_described(client: Client) -> None:
    told = client.get("/postman.json").json()
    [folder] = [one for one in told["item"] if one["name"] == oauth.TAG]
    names = {one["key"] for one in told["variable"]}
    assert {"client_id", "client_secret", "refresh_token", "state"} <= names
    for item, path in zip(folder["item"], oauth.PATHS, strict=True):
        request = item["request"]
        sent = {one["key"]: one["value"] for one in (request.get("body") or {}).get("urlencoded", [])}
        sent |= {one["key"]: one["value"] for one in request["url"].get("query", [])}
        answer = getattr(client, request["method"].lower())(path, sent)
        assert str(answer.status_code) in item["event"][0]["script"]["exec"][0] and sent["client_id"]
