"""An OAuth client that nobody here wrote (requests-oauthlib) goes the whole way against a running server."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from typing import Any

import pytest
import requests
from oauthlib.oauth2 import InvalidGrantError
from pytest_django.live_server_helper import LiveServer
from requests_oauthlib import OAuth2Session

from apps.accounts.models import Connection
from tests.connect.conftest import AUTHORIZE, BACK, TOKEN, App, refreshed, registered
from tests.world import PASSWORD, World, make_world


@pytest.fixture
def world(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # http, on loopback
    return make_world()


def form(page: requests.Response) -> dict[str, str]:
    """Hidden fields and the first choice."""
    found = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page.text))
    places = re.findall(r'<option value="(wsp_\w+)"', page.text)
    found = {name: unescape(value) for name, value in found.items()}
    return {**found, **({"workspace": places[0]} if places else {})}


def consent(address: str, server: str) -> str:
    """Alice in her browser: signs in, says yes; the address that her browser is sent to."""
    person = requests.Session()
    page = person.get(address)
    typed = {"login": "alice@acme.example", "password": PASSWORD}
    asked = person.post(page.url, {**form(page), **typed}, headers={"Referer": page.url})
    assert "Let Zapier into Sendwell?" in asked.text
    answer = person.post(
        f"{server}{AUTHORIZE}",
        {**form(asked), "allow": "yes"},
        headers={"Referer": asked.url},
        allow_redirects=False,
    )
    return answer.headers["Location"]


def signed_in(app: App, server: str, **more: Any) -> tuple[OAuth2Session, dict[str, Any]]:
    session = OAuth2Session(app.client_id, redirect_uri=BACK, **more)
    address, _ = session.authorization_url(f"{server}{AUTHORIZE}")
    back = consent(address, server)
    return session, session.fetch_token(
        f"{server}{TOKEN}", authorization_response=back, client_secret=app.secret
    )


@pytest.mark.parametrize("more", [{}, {"pkce": "S256"}])
def test_authorize_token_refresh_and_reuse_detected(
    world: World, live_server: LiveServer, more: dict[str, Any]
) -> None:
    app, server = registered(), live_server.url
    session, first = signed_in(app, server, **more)
    assert session.get(f"{server}/zapier/auth/test").json()["user"]["email"] == "alice@acme.example"
    assert session.get(f"{server}/contacts").status_code == 200
    again = {"client_id": app.client_id, "client_secret": app.secret}
    second = dict(session.refresh_token(f"{server}{TOKEN}", refresh_token=first["refresh_token"], **again))
    assert session.get(f"{server}/contacts").status_code == 200
    session.refresh_token(f"{server}{TOKEN}", refresh_token=second["refresh_token"], **again)
    with pytest.raises(InvalidGrantError):
        session.refresh_token(f"{server}{TOKEN}", refresh_token=first["refresh_token"], **again)
    assert session.get(f"{server}/contacts").status_code == 401


def test_two_refreshes_at_once_get_one_answer_and_end_nothing(world: World, live_server: LiveServer) -> None:
    app, server = registered(), live_server.url
    first = signed_in(app, server)[1]
    sent = app.fields(grant_type="refresh_token", refresh_token=first["refresh_token"])
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: requests.post(f"{server}{TOKEN}", json=sent, timeout=60), range(4)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert Connection.everywhere.working().count() == 1
    assert refreshed(app, answers[0].json()["refresh_token"])[0] == 200


def test_two_exchanges_of_one_code_at_once_leave_nothing_open(world: World, live_server: LiveServer) -> None:
    app, server = registered(), live_server.url
    address, _ = OAuth2Session(app.client_id, redirect_uri=BACK).authorization_url(f"{server}{AUTHORIZE}")
    code = re.search(r"code=([^&]+)", consent(address, server))
    assert code
    sent = app.fields(grant_type="authorization_code", code=code[1], redirect_uri=BACK)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: requests.post(f"{server}{TOKEN}", json=sent, timeout=60), range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400]
    assert not Connection.everywhere.working().exists()
