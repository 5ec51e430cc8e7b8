"""Signing in with a second step, as Alice does it."""

import re

from playwright.sync_api import Page, expect

from tests.accounts.test_two_step import code
from tests.browser.test_every_page import TOO_WIDE, violations
from tests.browser.test_sign_in import sign_in
from tests.browser.windows import PHONE, Windows
from tests.world import PASSWORD, World


def looked_at(page: Page) -> None:
    """No violation in light and dark, and no sideways scrolling on a phone."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.reload()  # colours change slowly on a page that is there
        assert violations(page) == []
    wide = page.viewport_size
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert not page.evaluate(TOO_WIDE), page.url
    page.set_viewport_size(wide)  # type: ignore[arg-type]


def set_up(page: Page) -> str:
    """From the menu of her name to the recovery codes; answers the secret on her phone."""
    page.goto("/dashboard/")
    page.get_by_label("Your account").click()
    page.get_by_role("link", name="Two-step sign-in").click()
    page.get_by_role("link", name="Set it up").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    looked_at(page)
    secret = page.locator("#totp-secret").inner_text()
    page.get_by_label("Code from the app").fill(code(secret))
    page.get_by_role("button", name="Turn it on").click()
    return secret


def test_alice_sets_it_up_and_signs_in_with_it(windows: Windows, world: World) -> None:
    page = windows.open(world.alice)
    secret = set_up(page)
    expect(page.get_by_role("list", name="Unused recovery codes").get_by_role("listitem")).to_have_count(10)
    looked_at(page)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("You have 10 left")).to_be_visible()
    looked_at(page)

    elsewhere = windows.open()
    elsewhere.goto("/dashboard/contacts")
    sign_in(elsewhere, "alice@acme.example")
    expect(elsewhere.get_by_role("heading", name="One more step")).to_be_visible()
    looked_at(elsewhere)
    elsewhere.get_by_label("Code").fill("000000")
    elsewhere.keyboard.press("Enter")
    expect(elsewhere.get_by_text("Incorrect code")).to_be_visible()
    elsewhere.get_by_label("Code").fill(code(secret, 1))
    elsewhere.keyboard.press("Enter")
    expect(elsewhere).to_have_url(re.compile("/dashboard/contacts$"))


def test_it_works_without_script(windows: Windows, world: World) -> None:
    page = windows.open(world.alice, java_script_enabled=False)
    page.goto("/accounts/2fa/totp/activate/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Code from the app").fill(code(page.locator("#totp-secret").inner_text()))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
