"""The authorize page: who is asked, what may be granted, and where nobody is sent."""

import re

import pytest
from django.test import Client

from tests.connect.conftest import AUTHORIZE, BACK, App, browser, came_back, decide
from tests.world import PASSWORD, World


def test_alice_chooses_among_what_she_manages(app: App, world: World) -> None:
    page = browser(world.alice).get(AUTHORIZE, app.asks())
    text = page.content.decode()
    assert page.status_code == 200 and "Let Zapier into Sendwell?" in text
    assert re.findall(r'<option value="(\w+)"', text) == [
        world.acme.workspace.public_id,
        world.acme.workspace.sandbox.public_id,
    ]
    assert "form-action 'self' https://zapier.example" in page["Content-Security-Policy"]
    assert "no-store" in page["Cache-Control"]


def test_a_stranger_signs_in_and_comes_back_to_the_question(app: App, world: World) -> None:
    client = Client()
    led = client.get(AUTHORIZE, app.asks(state="a b&c=d"))
    assert led.status_code == 302 and led["Location"].startswith("/accounts/login/?next=")
    after = client.post(led["Location"], {"login": "alice@acme.example", "password": PASSWORD})
    assert after.status_code == 302, after.content
    asked = client.get(after["Location"])
    assert asked.status_code == 200 and b'value="a b&amp;c=d"' in asked.content


def test_yes_brings_a_code_and_the_state_as_it_was(app: App, world: World) -> None:
    answer = decide(app, world.alice, world.acme.workspace, state="a b&c=é")
    assert answer["Location"].startswith(f"{BACK}?")
    query = came_back(answer)
    assert set(query) == {"code", "state"} and query["state"] == "a b&c=é"


def test_no_brings_access_denied(app: App, world: World) -> None:
    answer = decide(app, world.alice, world.acme.workspace, allow="no")
    assert came_back(answer) == {"error": "access_denied", "state": "s 1"}


@pytest.mark.parametrize("name", ["maria", "agnes", "victor", "bob"])
def test_who_does_not_manage_acme_cannot_grant_it(app: App, world: World, name: str) -> None:
    user = getattr(world, name)
    assert decide(app, user, world.acme.workspace).status_code == 422
    page = browser(user).get(AUTHORIZE, app.asks()).content.decode()
    assert world.acme.workspace.public_id not in page


@pytest.mark.parametrize(
    "more, error",
    [
        ({"client_id": "nobody"}, "invalid_client"),
        ({"client_id": ""}, "invalid_client"),
        ({"client_id": "a\0b"}, "invalid_client"),
        ({"redirect_uri": "https://evil.example/"}, "invalid_redirect_uri"),
        ({"redirect_uri": f"{BACK}/"}, "invalid_redirect_uri"),
        ({"redirect_uri": f"{BACK}?next=x"}, "invalid_redirect_uri"),
        ({"redirect_uri": ""}, "invalid_redirect_uri"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": ""}, "unsupported_response_type"),
        ({"code_challenge": "x" * 129, "code_challenge_method": "S256"}, "invalid_request"),
        ({"code_challenge": "x\0" * 30, "code_challenge_method": "S256"}, "invalid_request"),
        ({"code_challenge_method": "S256" * 3}, "invalid_request"),
    ],
)
def test_what_does_not_fit_leads_nowhere(app: App, world: World, more: dict[str, str], error: str) -> None:
    asked = app.asks(**more)
    for client in (browser(world.alice), Client()):
        for answer in (client.get(AUTHORIZE, asked), client.post(AUTHORIZE, {**asked, "allow": "yes"})):
            assert (answer.status_code, answer.json()) == (400, {"success": False, "error": error})
        page = client.get(AUTHORIZE, asked, headers={"Accept": "text/html"})
        assert page.status_code == 400 and error in page.content.decode()


def test_a_form_of_another_page_grants_nothing(app: App, world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.alice)
    sent = {**app.asks(), "workspace": world.acme.workspace.public_id, "allow": "yes"}
    assert client.post(AUTHORIZE, sent).status_code == 403
    assert client.generic("QUERY", AUTHORIZE).status_code == 405


@pytest.mark.parametrize("challenge", ["plain", "S999"])
def test_a_challenge_of_another_method_is_refused_at_the_app(app: App, world: World, challenge: str) -> None:
    more = {"code_challenge": "x" * 43, "code_challenge_method": challenge}
    answer = decide(app, world.alice, world.acme.workspace, **more)
    assert came_back(answer)["error"] == "invalid_request"


def test_a_suspended_workspace_is_not_offered(app: App, world: World) -> None:
    place = world.acme.workspace
    place.state = "suspended"
    place.save()
    assert decide(app, world.alice, place).status_code == 422
