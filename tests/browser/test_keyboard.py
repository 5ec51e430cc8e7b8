"""Maria's mouse is broken."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from apps.campaigns.models import Campaign
from tests.browser.backstage import Backstage
from tests.browser.furnished import furnish
from tests.browser.tabbing import walk
from tests.browser.test_campaign import PLAIN
from tests.browser.windows import Windows
from tests.messaging.orders import texted
from tests.world import PASSWORD, World

NAV = "[...document.querySelectorAll('nav[aria-label=Main] a.rail-link, .tabs a')].map(a => a.pathname)"


def tab_to(page: Page, target: Locator, most: int = 80) -> None:
    """Tab until the target has the focus."""
    for _ in range(most):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{most} times Tab did not come to {target}")


def press(page: Page, target: Locator, with_key: str = "Enter") -> None:
    tab_to(page, target)
    page.keyboard.press(with_key)


def type_into(page: Page, target: Locator, text: str) -> None:
    tab_to(page, target)
    page.keyboard.insert_text(text)


def test_every_page_of_the_nav_can_be_walked_with_tab(
    windows: Windows, world: World, backstage: Backstage
) -> None:
    furnish(world, backstage)
    page = windows.open(world.alice)
    page.goto("/dashboard/settings")
    wrong = []
    for path in dict.fromkeys(page.evaluate(NAV)):
        page.goto(path)
        walked = walk(page)
        wrong += [f"{path}: Tab misses {one}" for one in walked.missed]
        wrong += [f"{path}: no focus to be seen on {one}" for one in walked.unseen]
    assert not wrong, "\n".join(wrong)


def test_the_first_tab_offers_to_skip_the_nav(maria: Page) -> None:
    maria.goto("/dashboard/contacts")
    maria.keyboard.press("Tab")
    skip = maria.get_by_role("link", name="Skip to the page")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    maria.keyboard.press("Enter")
    expect(maria.get_by_role("main")).to_be_focused()


def test_menus_open_and_close_with_keys(maria: Page) -> None:
    maria.goto("/dashboard/")
    create = maria.locator("summary", has_text="Create")
    press(maria, create)
    expect(maria.get_by_role("link", name="Single text")).to_be_visible()
    maria.keyboard.press("Escape")
    expect(maria.get_by_role("link", name="Single text")).to_be_hidden()
    expect(create).to_be_focused()


def test_signing_in(windows: Windows, world: World) -> None:
    page = windows.open()
    page.goto("/accounts/login/")
    type_into(page, page.get_by_label("E-mail"), "maria@acme.example")
    type_into(page, page.get_by_label("Password"), PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/dashboard/$"))


def test_adding_a_contact(maria: Page) -> None:
    maria.goto("/dashboard/contacts/new")
    type_into(maria, maria.get_by_label("Phone"), "415 555 0199")
    type_into(maria, maria.get_by_label("First name"), "Frida")
    maria.keyboard.press("Enter")
    expect(maria.get_by_role("heading", level=1, name="Frida")).to_be_visible()


def test_importing(maria: Page, backstage: Backstage, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Phone,Name\n4155550131,Ann\n")
    maria.goto("/dashboard/imports/new")
    chosen = maria.get_by_label("Choose a CSV or Excel file")
    tab_to(maria, chosen)
    chosen.set_input_files(file)  # Space would open the dialog of the operating system, which has no page
    press(maria, maria.get_by_role("button", name="Upload and check"))
    type_into(maria, maria.get_by_label("Where did they agree to be texted?"), "checkout form")
    press(maria, maria.get_by_role("checkbox"), "Space")
    press(maria, maria.get_by_role("button", name="Start the import"))
    expect(maria.get_by_role("heading", name="Waiting for its turn")).to_be_visible()
    backstage.work()
    expect(maria.get_by_role("heading", name="Every row has its outcome")).to_be_visible()


def test_sending_a_campaign(maria: Page, world: World, backstage: Backstage) -> None:
    following = maria.get_by_role("main").get_by_role("button", name="Save and go on")
    maria.goto("/dashboard/campaigns/new")
    type_into(maria, maria.get_by_label("Campaign name"), "Late opening")
    press(maria, maria.get_by_label("Everybody in this workspace"), "Space")
    press(maria, following)
    type_into(maria, maria.get_by_label("Message", exact=True), PLAIN)
    press(maria, following)
    expect(maria.get_by_role("radio", name="Now")).to_be_visible()
    press(maria, following)
    press(maria, maria.get_by_label("Everybody in this audience asked"), "Space")
    press(maria, maria.get_by_role("button", name="Launch to 3 people"))
    expect(maria.get_by_role("heading", level=1, name="Late opening")).to_be_visible()
    backstage.work()
    assert Campaign.objects.of(world.acme.workspace).get().state in ("sending", "completed")


def test_answering(maria: Page, world: World) -> None:
    texted(world.acme.sender, world.charlie, "Do you have Rilke?")
    maria.goto("/dashboard/inbox")
    press(maria, maria.get_by_role("link").filter(has_text="Do you have Rilke?"))
    type_into(maria, maria.get_by_label("Reply to Charlie"), "We do, Charlie.")
    press(maria, maria.get_by_role("button", name="Send", exact=True))
    expect(maria.get_by_role("log").get_by_text("We do, Charlie.")).to_be_visible()
