"""An error at a field goes when the field is corrected, and not before."""

from playwright.sync_api import Page, expect

ERRORS = ".errorlist"


def test_the_error_goes_as_maria_types_and_the_others_stay(maria: Page) -> None:
    maria.goto("/dashboard/contacts/new")
    maria.get_by_label("Phone").fill("12")
    maria.get_by_label("E-mail").fill("nobody")
    maria.locator("main form .btn-primary").click()
    phone, email = maria.get_by_label("Phone"), maria.get_by_label("E-mail")
    expect(phone).to_have_attribute("aria-invalid", "true")
    expect(email).to_have_attribute("aria-invalid", "true")
    before = maria.locator(f"main {ERRORS}").count()
    phone.press("End")
    phone.press("3")
    expect(phone).not_to_have_attribute("aria-invalid", "true")
    expect(email).to_have_attribute("aria-invalid", "true")
    expect(maria.locator(f"main {ERRORS}")).to_have_count(before - 1)
