"""The description of /zapier/oauth says what its addresses do: every route, every status of a try."""

from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from apps.api.reference import oauth, openapi
from apps.connect import limits, views
from apps.connect.urls import urlpatterns
from tests.connect.conftest import BACK, browser, came_back, registered
from tests.world import World

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


def told(path: str, verb: str, answer: Any) -> str:
    """The status, if it is described and the answer is what that says."""
    said = oauth.PATHS[path][verb]["responses"].get(str(answer.status_code))
    assert said, (path, verb, answer.status_code, answer.content)
    for kind, held in said.get("content", {}).items():
        assert answer["Content-Type"].partition(";")[0] in (kind, "text/html")
        if kind == answer["Content-Type"]:
            schema = {**held["schema"], "components": {"schemas": oauth.OBJECTS}}
            assert not list(Draft202012Validator(schema).iter_errors(answer.json())), answer.content
            assert answer.json().get("error", "") in said["description"] + "Too many requests"
    return str(answer.status_code)


def test_all_statuses_that_are_described_happen_and_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, seen = registered(), dict[tuple[str, str], set[str]]()

    def ask(path: str, verb: str, sent: dict[str, str], client: Client | None = None) -> Any:
        answer = getattr(client or Client(raise_request_exception=False), verb)(path, sent)
        seen.setdefault((path, verb), set()).add(told(path, verb, answer))
        return answer

    alice, place = browser(world.alice), world.acme.workspace.public_id
    yes = {**app.asks(), "workspace": place, "allow": "yes"}
    stranger, guarded = Client(), Client(enforce_csrf_checks=True)
    guarded.force_login(world.alice)
    ask(AUTHORIZE, "get", app.asks(), alice)
    for wrong in ({"client_id": "x"}, {"redirect_uri": "x"}, {"response_type": "x"}, {"code_challenge": "x"}):
        ask(AUTHORIZE, "get", app.asks(**wrong), alice)
        ask(AUTHORIZE, "post", {**yes, **wrong}, alice)
    for verb in ("get", "post"):
        ask(AUTHORIZE, verb, app.asks(), stranger)
    ask(AUTHORIZE, "post", {**yes, "allow": "no"}, alice)
    ask(AUTHORIZE, "post", {**yes, "code_challenge": "x" * 43, "code_challenge_method": "plain"}, alice)
    ask(AUTHORIZE, "post", {**yes, "workspace": "wsp_x"}, alice)
    ask(AUTHORIZE, "post", yes, guarded)
    code = came_back(ask(AUTHORIZE, "post", yes, alice))["code"]
    first = app.fields(grant_type="authorization_code", code=code, redirect_uri=BACK)
    held = ask(TOKEN, "post", first).json()
    for wrong in (first, {}, {"grant_type": "password"}, {**first, "client_secret": "x"}):
        ask(TOKEN, "post", wrong)
    for sent in (
        {"token": held["access_token"], "token_type_hint": "nonsense"},
        {},
        {"token": "x"},
        {"token": "x", "client_secret": "x"},
    ):
        ask(REVOKE, "post", app.fields() | sent)
    ask(REVOKE, "post", {"token": "x"})
    for path, verb, place_of in ((AUTHORIZE, "get", "asked"), (AUTHORIZE, "post", "asked")):
        with monkeypatch.context() as broken:
            broken.setattr(views, place_of, crash)
            ask(path, verb, app.asks(), Client(raise_request_exception=False))
    for path in (TOKEN, REVOKE):
        with monkeypatch.context() as broken:
            broken.setattr(limits, "wait", crash)
            ask(path, "post", app.fields(token="x"))
            broken.setattr(limits, "wait", lambda *_: 7)
            assert ask(path, "post", app.fields(token="x"))["Retry-After"] == "7"
    described = {
        (path, verb): set(one["responses"])
        for path, verbs in oauth.PATHS.items()
        for verb, one in verbs.items()
    }
    assert seen == described


def crash(*_: Any) -> Any:
    raise ArithmeticError("on purpose")
