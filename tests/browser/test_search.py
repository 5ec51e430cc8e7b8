"""Maria looks for things: Ctrl-K and arrows, the mouse, and a browser without script."""

import re

from playwright.sync_api import Page, expect

from tests.browser.windows import PHONE, Windows
from tests.campaigns.launches import draft
from tests.world import World

TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


def test_ctrl_k_words_arrows_and_enter_lead_to_a_person(maria: Page, world: World) -> None:
    maria.goto("/dashboard/credits")
    maria.keyboard.press("Control+k")
    field = maria.get_by_role("dialog").get_by_label("Search for")
    expect(field).to_be_focused()
    maria.keyboard.type("a")
    found = maria.get_by_role("dialog").get_by_role("region", name="People").get_by_role("link")
    expect(found).to_have_text([re.compile("Dana"), re.compile("Charlie")])
    maria.keyboard.press("ArrowDown")
    expect(found.first).to_be_focused()
    maria.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    for _ in range(2):
        maria.keyboard.press("ArrowDown")
    maria.keyboard.press("Enter")
    expect(maria.get_by_role("heading", level=1, name="Charlie")).to_be_visible()


def test_enter_opens_the_first_row_and_escape_closes(maria: Page, world: World) -> None:
    draft(world.acme, name="Winter sale")
    maria.goto("/dashboard/")
    maria.get_by_role("link", name="Search", exact=True).click()
    maria.keyboard.press("Escape")
    expect(maria.get_by_role("dialog")).to_be_hidden()
    maria.keyboard.press("Meta+k")
    maria.keyboard.type("winter")
    expect(maria.get_by_role("dialog").get_by_role("link", name="Winter sale")).to_be_visible()
    maria.keyboard.press("Enter")
    expect(maria).to_have_url(re.compile("/dashboard/campaigns/cmp_"))


def test_enter_before_anything_was_found_opens_the_page(maria: Page) -> None:
    maria.goto("/dashboard/")
    maria.keyboard.press("Control+k")
    maria.keyboard.type("xyzzy")
    maria.keyboard.press("Enter")
    expect(maria).to_have_url(re.compile(r"/dashboard/search\?q=xyzzy"))
    expect(maria.get_by_role("main")).to_contain_text("Nothing is called “xyzzy”.")


def test_without_script_it_is_a_page(windows: Windows, world: World) -> None:
    page = windows.open(world.maria, java_script_enabled=False, viewport=PHONE)
    page.goto("/dashboard/")
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_role("main").get_by_label("Search for").fill("dan")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("link", name="Dana").click()
    expect(page.get_by_role("heading", level=1, name="Dana")).to_be_visible()


def test_a_long_name_and_many_credits_leave_room_for_the_search_on_a_phone(
    windows: Windows, world: World
) -> None:
    world.acme.workspace.name = "The Riverside Book and Record Shop"
    world.acme.workspace.save()
    page = windows.open(world.maria, viewport=PHONE)
    page.goto("/dashboard/")
    assert not page.evaluate(TOO_WIDE)
    expect(page.get_by_role("link", name="Search", exact=True)).to_be_in_viewport(ratio=1)
    expect(page.locator(".btn-create")).to_be_in_viewport(ratio=1)
