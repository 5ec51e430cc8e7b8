"""Alice registers an OAuth app; Bob, of another workspace, lets it in; its program gets tokens; it ends."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from requests_oauthlib import OAuth2Session

from tests.browser.windows import PHONE, Windows
from tests.world import World

HERE = "/dashboard/developers/oauth-apps"


def register(page: Page, back: str, *, is_public: bool) -> tuple[str, str]:
    """Client id and secret, as a person copies them."""
    page.goto("/dashboard/developers")
    page.get_by_role("navigation", name="Developers").get_by_role("link", name="OAuth apps").click()
    page.get_by_label("Name").fill("Shop sync")
    page.get_by_label("Redirect URIs").fill("http://shop.example/back")
    page.get_by_label("Public – runs" if is_public else "Confidential – runs").check()
    page.get_by_role("button", name="Register it").click()
    expect(page.get_by_label("Redirect URIs")).to_be_focused()
    expect(page.locator("#id_redirect_uris_error")).to_contain_text("Use https://")
    page.get_by_label("Redirect URIs").fill(back)
    page.get_by_role("button", name="Register it").click()
    expect(page.get_by_role("heading", name="Shop sync")).to_be_visible()
    secret = page.locator("#new-secret")
    expect(secret).to_have_count(0 if is_public else 1)
    return page.locator("#client-id").inner_text(), "" if is_public else secret.inner_text()


@pytest.mark.parametrize("is_public", [False, True])
@pytest.mark.parametrize("options", [{"java_script_enabled": False}, {"viewport": PHONE}])
def test_from_the_page_to_tokens_and_to_the_end(
    windows: Windows,
    world: World,
    live_server: LiveServer,
    monkeypatch: pytest.MonkeyPatch,
    is_public: bool,
    options: dict[str, object],
) -> None:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # http, on loopback
    server = live_server.url
    back = f"{server}/healthz"  # an address of a program of Alice's on this machine
    alice = windows.open(world.alice, **options)
    client_id, secret = register(alice, back, is_public=is_public)

    session = OAuth2Session(client_id, redirect_uri=back, pkce="S256")
    asked, _ = session.authorization_url(f"{server}/zapier/oauth/authorize")
    bob = windows.open(world.bob, **options)
    bob.goto(asked)
    expect(bob.get_by_text("was registered by the workspace Acme")).to_be_visible()
    bob.get_by_role("button", name="Connect Shop sync").click()
    bob.wait_for_url(f"{back}?**")
    proof = {"client_secret": secret} if secret else {"include_client_id": True}
    session.fetch_token(f"{server}/zapier/oauth/token", authorization_response=bob.url, **proof)
    assert session.get(f"{server}/zapier/auth/test").json()["user"]["email"] == "bob@bobco.example"

    alice.goto(HERE)
    alice.get_by_role("link", name="Shop sync").click()
    alice.get_by_role("button", name="Delete").click()
    expect(alice.get_by_text("1 connection ends with it")).to_be_visible()
    alice.get_by_role("button", name="Yes, delete it for good").click()
    expect(alice.get_by_text("Deleted. 1 connection ended")).to_be_visible()
    assert session.get(f"{server}/zapier/auth/test").status_code == 401
