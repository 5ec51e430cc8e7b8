"""A registered app, people in browsers, and the way through the authorize page."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from apps.accounts.models import User, Workspace
from apps.connect.registering import register
from tests.world import World

AUTHORIZE, TOKEN, REVOKE = (f"/zapier/oauth/{word}" for word in ("authorize", "token", "revoke"))
BACK = "https://zapier.example/return"


@dataclass(frozen=True)
class App:
    """What the app's makers hold."""

    client_id: str
    secret: str

    def fields(self, **more: str) -> dict[str, str]:
        return {"client_id": self.client_id, "client_secret": self.secret, **more}

    def asks(self, **more: str) -> dict[str, str]:
        asked = {"client_id": self.client_id, "redirect_uri": BACK, "response_type": "code", "state": "s 1"}
        return asked | more


def registered(name: str = "Zapier") -> App:
    row, secret = register(name, [BACK])
    return App(row.client_id, secret)


@pytest.fixture
def app(world: World) -> App:
    return registered()


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def decide(app: App, user: User, place: Workspace, **more: str) -> HttpResponse:
    sent = {**app.asks(), "workspace": place.public_id, "allow": "yes", **more}
    return browser(user).post(AUTHORIZE, sent)  # type: ignore[return-value]


def came_back(answer: HttpResponse) -> dict[str, str]:
    """The query of the address to which the browser was sent."""
    assert answer.status_code == 302, answer.content
    return {name: held[0] for name, held in parse_qs(urlsplit(answer["Location"]).query).items()}


def code_of(app: App, user: User, place: Workspace, **more: str) -> str:
    return came_back(decide(app, user, place, **more))["code"]


def post(address: str, fields: dict[str, Any]) -> tuple[int, Any]:
    answer = Client().post(address, json.dumps(fields), content_type="application/json")
    return answer.status_code, json.loads(answer.content)


def exchanged(app: App, code: str, **more: str) -> tuple[int, Any]:
    return post(TOKEN, app.fields(grant_type="authorization_code", code=code, redirect_uri=BACK, **more))


def refreshed(app: App, token: str) -> tuple[int, Any]:
    return post(TOKEN, app.fields(grant_type="refresh_token", refresh_token=token))


def opens(access_token: str, address: str = "/zapier/auth/test") -> int:
    return Client().get(address, headers={"Authorization": f"Bearer {access_token}"}).status_code


Tokens = dict[str, Any]


@pytest.fixture
def tokens(app: App, world: World) -> Tokens:
    """Alice let the app into Acme."""
    return connected(app, world.alice, world.acme.workspace)


def connected(app: App, user: User, place: Workspace) -> Tokens:
    status, body = exchanged(app, code_of(app, user, place))
    assert status == 200, body
    return dict(body)
