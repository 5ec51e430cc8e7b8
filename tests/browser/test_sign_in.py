"""Coming in."""

from playwright.sync_api import Page, expect

from tests.browser.windows import Windows
from tests.world import PASSWORD, World


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_maria_signs_in_and_is_at_home(windows: Windows, world: World) -> None:
    page = windows.open()
    page.goto("/dashboard/")
    sign_in(page, "maria@acme.example")
    expect(page).to_have_url(f"{page.url.partition('/dashboard')[0]}/dashboard/")
    expect(page.get_by_role("navigation", name="Main").get_by_text("Maria")).to_be_visible()


def test_a_wrong_password_is_told_and_what_she_typed_is_kept(windows: Windows, world: World) -> None:
    page = windows.open()
    page.goto("/accounts/login/")
    sign_in(page, "maria@acme.example", "not it at all")
    expect(page.get_by_role("main")).to_contain_text("password")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value("maria@acme.example")
    expect(page.get_by_label("Password")).to_have_value("")


def test_after_a_lost_session_she_is_back_where_she_was(maria: Page) -> None:
    maria.goto("/dashboard/contacts?q=Dana")
    maria.context.clear_cookies()
    maria.reload()
    expect(maria.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(maria, "maria@acme.example")
    expect(maria).to_have_url(f"{maria.url.partition('/dashboard')[0]}/dashboard/contacts?q=Dana")
    expect(maria.get_by_role("row").filter(has_text="Dana")).to_be_visible()
