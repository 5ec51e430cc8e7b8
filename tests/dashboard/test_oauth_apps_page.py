"""Alice registers an OAuth app of Acme: its secret is seen once, its addresses are judged, its end told."""

import re
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client
from oauth2_provider.models import get_application_model

from apps.accounts.models import AuditEntry, Connection, OAuthApp
from apps.accounts.oauth_apps import MOST
from apps.connect import owning
from apps.events.models import Event
from tests.connect.conftest import AUTHORIZE, BACK, TOKEN, App, connected, opens, post, refreshed
from tests.dashboard.conftest import browser
from tests.world import World

PAGE = "/dashboard/developers/oauth-apps"
SECRET = re.compile(r'id="new-secret"[^>]*>([0-9a-f]{64})<')


@pytest.fixture
def alice(world: World) -> Client:
    return browser(world.alice)


def form(client: Client, **values: str) -> dict[str, str]:
    chosen = re.search(r'name="public_id" value="(oap_\w{26})"', client.get(PAGE).content.decode())
    assert chosen
    sent = {"name": "Shop sync", "redirect_uris": BACK, "kind": "confidential", "public_id": chosen[1]}
    return sent | values


def registered(client: Client, **values: str) -> tuple[OAuthApp, App]:
    page = client.post(PAGE, form(client, **values)).content.decode()
    row = OAuthApp.everywhere.get()
    found = SECRET.search(page)
    assert row.client_id in page
    return row, App(row.client_id, found[1] if found else "")


def test_the_secret_is_seen_once_and_kept_as_a_hash(alice: Client, world: World) -> None:
    answer = alice.post(PAGE, form(alice))
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    found = SECRET.search(answer.content.decode())
    assert found
    row = OAuthApp.objects.of(world.acme.workspace).get()
    kept = get_application_model().objects.get(client_id=row.client_id).client_secret
    assert kept != found[1] and check_password(found[1], kept)
    for page in (PAGE, f"{PAGE}/{row.public_id}"):
        text = alice.get(page).content.decode()
        assert row.client_id in text and found[1] not in text
    line = AuditEntry.objects.of(world.acme.workspace).get(kind="app.registered")
    assert (line.actor, line.subject_id) == ("alice@acme.example", row.public_id)
    assert line.after == {"name": "Shop sync", "redirect URIs": BACK}


@pytest.mark.parametrize(
    "uris, said",
    [
        ("", "This field is required"),
        ("http://shop.example/back", "http:// is for localhost"),
        ("http://localhost.evil.example/back", "http:// is for localhost"),
        ("http://127.0.0.1@evil.example/", "http:// is for localhost"),
        ("https://shop.example/back#top", "has a fragment"),
        ("https://user@shop.example/back", "one whole address"),
        ("https://*.shop.example/back", "one whole address"),
        ("https://shop.example;script-src/", "one whole address"),
        ("https://shop.example\\@evil.example/", "one whole address"),
        ("https:///back", "one whole address"),
        ("javascript:alert(1)", "begins with https://"),
        ("shopapp://back", "begins with https://"),
        ("//shop.example/back", "begins with https://"),
        ("https://shop.example/" + "x" * 500, "at most 500"),
        ("\n".join(f"https://shop.example/{n}" for n in range(11)), "At most 10"),
        (f"{BACK}\nhttp://shop.example/second", "http://shop.example/second is no redirect URI"),
    ],
)
def test_a_redirect_uri_that_may_not_be_is_said_at_its_field(alice: Client, uris: str, said: str) -> None:
    answer = alice.post(PAGE, form(alice, redirect_uris=uris))
    page = answer.content.decode()
    field = page[page.index('id="id_redirect_uris_field"') :]
    error = re.search(r'<ul class="errorlist"[^>]*>(.*?)</ul>', field, re.DOTALL)
    assert answer.status_code == 422 and error and said in error[1]
    assert uris.split("\n")[-1][:30] in page.replace("&#x27;", "'") and not OAuthApp.everywhere.exists()


@pytest.mark.parametrize(
    "uri",
    [
        "https://shop.example",
        "https://shop.example:8443/a/b?c=d",
        "http://localhost:8765/callback",
        "http://127.0.0.1/",
        "http://[::1]:9000/back",
    ],
)
def test_https_and_this_very_machine_are_taken(alice: Client, uri: str) -> None:
    row, _ = registered(alice, redirect_uris=f"{uri}\r\n{uri}\r\n\r\n{BACK}")
    assert list(owning.look([row])[row.client_id].redirect_uris) == [uri, BACK]


@pytest.mark.parametrize("name", ["", " ", "x" * 81])
def test_an_app_needs_a_name(alice: Client, name: str) -> None:
    answer = alice.post(PAGE, form(alice, name=name))
    assert answer.status_code == 422 and "errorlist" in answer.content.decode()


def test_the_form_sent_twice_registers_one(alice: Client) -> None:
    sent = form(alice)
    alice.post(PAGE, sent)
    again = alice.post(PAGE, sent)
    assert again.status_code == 422 and "sent twice" in again.content.decode()
    assert OAuthApp.everywhere.count() == get_application_model().objects.count() == 1


def test_a_workspace_has_so_many_and_no_more(alice: Client, world: World) -> None:
    for number in range(MOST):
        OAuthApp.objects.create(workspace=world.acme.workspace, client_id=f"cli-{number}")
    assert f"at most {MOST} apps" in alice.post(PAGE, form(alice)).content.decode()


def test_bob_lets_acmes_app_into_bobco_and_sees_whose_it_is(alice: Client, world: World) -> None:
    row, app = registered(alice)
    page = browser(world.bob).get(AUTHORIZE, app.asks()).content.decode()
    assert "registered by the workspace <strong>Acme</strong>" in page
    tokens = connected(app, world.bob, world.bobco.workspace)
    assert opens(tokens["access_token"]) == 200
    page = alice.get(f"{PAGE}/{row.public_id}").content.decode()
    assert "1 connection ends with it" in page and "Bobco" not in page and "bob@" not in page


def test_deleting_it_ends_every_connection_and_says_how_many(alice: Client, world: World) -> None:
    row, app = registered(alice)
    held = [
        connected(app, world.bob, world.bobco.workspace),
        connected(app, world.adam, world.acme.workspace),
    ]
    answer = alice.post(f"{PAGE}/{row.public_id}/remove", follow=True)
    assert "Deleted. 2 connections ended" in answer.content.decode()
    assert [opens(tokens["access_token"]) for tokens in held] == [401, 401]
    assert refreshed(app, held[0]["refresh_token"])[0] == 401
    assert not OAuthApp.everywhere.exists() and not get_application_model().objects.exists()
    for workspace in (world.bobco.workspace, world.acme.workspace):
        line = Event.objects.of(workspace).get(name="app.disconnected")
        assert line.actor == "removal of the app"
    assert Connection.everywhere.filter(ended_at=None).count() == 0


def test_a_new_secret_replaces_the_old_one_and_connections_stay(alice: Client, world: World) -> None:
    row, app = registered(alice)
    tokens = connected(app, world.alice, world.acme.workspace)
    page = alice.post(f"{PAGE}/{row.public_id}/rotate").content.decode()
    found = SECRET.search(page)
    assert found and found[1] != app.secret
    assert opens(tokens["access_token"]) == 200
    assert refreshed(app, tokens["refresh_token"])[0] == 401
    assert refreshed(App(app.client_id, found[1]), tokens["refresh_token"])[0] == 200


def test_changed_addresses_hold_at_once_and_the_old_ones_no_more(alice: Client, world: World) -> None:
    row, app = registered(alice)
    address, other = f"{PAGE}/{row.public_id}", "https://shop.example/second"
    wrong = alice.post(address, {"name": "Shop", "redirect_uris": "http://shop.example/"})
    assert wrong.status_code == 422 and "http:// is for localhost" in wrong.content.decode()
    assert alice.post(address, {"name": "Shop", "redirect_uris": other}).status_code == 302
    bob = browser(world.bob)
    assert bob.get(AUTHORIZE, app.asks()).status_code == 400
    assert "Let Shop into" in bob.get(AUTHORIZE, app.asks(redirect_uri=other)).content.decode()


def test_a_public_app_has_no_secret_and_must_send_a_challenge(alice: Client, world: World) -> None:
    row, app = registered(alice, kind="public")
    assert app.secret == ""
    bare = browser(world.bob).get(AUTHORIZE, app.asks())
    assert bare.status_code == 400 and "code_challenge" in bare.json()["error_description"]
    assert "New secret" not in alice.get(f"{PAGE}/{row.public_id}").content.decode()
    assert alice.post(f"{PAGE}/{row.public_id}/rotate", follow=True).status_code == 200
    exchange = {"grant_type": "authorization_code", "code": "x", "redirect_uri": BACK}
    exchange["client_id"] = app.client_id
    assert post(TOKEN, exchange)[0] == 400
    for guess in ("", "guess"):
        assert post(TOKEN, {**exchange, "client_secret": guess})[0] in (400, 401)


def test_of_a_suspended_workspace_no_app_gets_anything(alice: Client, world: World) -> None:
    _, app = registered(alice)
    tokens = connected(app, world.bob, world.bobco.workspace)
    world.acme.workspace.state = "suspended"
    world.acme.workspace.save()
    assert browser(world.bob).get(AUTHORIZE, app.asks()).status_code == 400
    assert refreshed(app, tokens["refresh_token"])[0] == 401


def test_adam_may_maria_may_not_and_bob_finds_nothing(alice: Client, world: World) -> None:
    row, _ = registered(alice)
    address = f"{PAGE}/{row.public_id}"
    assert browser(world.adam).get(address).status_code == 200
    for user, status in ((world.maria, 403), (world.victor, 403), (world.bob, 404)):
        client: Any = browser(user)
        assert client.get(address).status_code == status
        for verb in ("", "/rotate", "/remove"):
            assert client.post(f"{address}{verb}", {"name": "x", "redirect_uris": BACK}).status_code == status
    assert row.client_id not in browser(world.bob).get(PAGE).content.decode()


def test_in_the_sandbox_stands_what_stands_in_the_live_twin(alice: Client, world: World) -> None:
    row, _ = registered(alice)
    sandbox = world.acme.workspace.sandbox
    alice.post("/dashboard/settings/workspaces/switch", {"workspace": sandbox.public_id})
    assert row.client_id in alice.get(PAGE).content.decode()


def test_one_that_the_installation_removed_is_shown_as_such(alice: Client) -> None:
    row, _ = registered(alice)
    get_application_model().objects.all().delete()
    page = alice.get(f"{PAGE}/{row.public_id}")
    assert page.status_code == 200 and "it opens nothing any more" in page.content.decode()
    assert alice.post(f"{PAGE}/{row.public_id}/remove").status_code == 302
