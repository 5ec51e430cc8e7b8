"""Maria gives an attribute a name and a kind, fills it in, and finds people by it."""

import pytest
from playwright.sync_api import Page, expect

from apps.contacts import actions as contacts
from apps.contacts.models import CustomField
from tests.browser.windows import PHONE, Windows
from tests.world import World


@pytest.fixture
def held(world: World) -> World:
    contacts.update(world.charlie, {"attributes": {"visits": "12"}})
    contacts.update(world.dana, {"attributes": {"visits": "3"}})
    return world


def make(page: Page) -> None:
    page.goto("/dashboard/contacts")
    page.get_by_role("link", name="Fields", exact=True).click()
    row = page.get_by_role("row").filter(has_text="visits")
    expect(row).to_contain_text("2")
    row.get_by_role("link", name="Make a field").click()
    expect(page.get_by_label("Name")).to_have_value("Visits")
    page.get_by_label("Kind").select_option("Number")
    page.get_by_label("Show as a column").check()
    page.get_by_role("button", name="Make the field").click()
    expect(page.get_by_role("status")).to_contain_text("Visits is a field now.")


def test_a_field_is_made_filled_in_and_asked_for(maria: Page, held: World) -> None:
    make(maria)
    maria.goto("/dashboard/contacts")
    expect(maria.get_by_role("columnheader", name="Visits")).to_be_visible()
    maria.get_by_role("link", name="Charlie").click()
    expect(maria.get_by_role("region", name="Who")).to_contain_text("Visits12")

    maria.get_by_role("link", name="Edit", exact=True).click()
    maria.get_by_label("Visits").fill("often")
    maria.get_by_role("button", name="Save").click()
    expect(maria.get_by_text("Visits must be a number, such as 42 or 3.5.")).to_be_visible()
    expect(maria.get_by_label("Visits")).to_have_value("often")
    expect(maria.get_by_label("Visits")).to_be_focused()
    maria.get_by_label("Visits").fill("1,200")
    maria.get_by_role("button", name="Save").click()
    expect(maria.get_by_role("region", name="Who")).to_contain_text("Visits1200")

    maria.goto("/dashboard/segments/new")
    maria.get_by_label("New condition").select_option("Visits")
    maria.get_by_role("button", name="Add a condition").click()
    maria.get_by_label("Visits: how").select_option("is more than")
    maria.get_by_label("Visits: number").fill("100")
    maria.get_by_label("Name", exact=True).fill("Often here")
    maria.get_by_role("button", name="Save the segment").click()
    expect(maria.get_by_role("heading", level=1, name="Often here")).to_be_visible()
    expect(maria.get_by_text("“Visits” is more than 100")).to_be_visible()
    expect(maria.get_by_role("link", name="Charlie")).to_be_visible()
    expect(maria.get_by_role("link", name="Dana")).to_have_count(0)


def test_without_script_on_a_phone(windows: Windows, held: World) -> None:
    page = windows.open(held.maria, viewport=PHONE, java_script_enabled=False)
    page.goto("/dashboard/fields/new?key=visits")
    page.get_by_label("Kind").select_option("Number")
    page.get_by_role("button", name="Make the field").click()
    page.get_by_role("link", name="Change Visits").click()
    page.get_by_role("button", name="Archive the field").click()
    page.reload()  # what was said covers the foot of the page, and goes by itself only with script
    page.get_by_role("button", name="Use again").click()
    assert CustomField.objects.of(held.acme.workspace).get().archived_at is None
