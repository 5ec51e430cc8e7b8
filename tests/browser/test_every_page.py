"""What holds for every page that Alice can reach, as the owner who may see everything."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.backstage import Backstage
from tests.browser.crawl import crawl
from tests.browser.furnished import furnish
from tests.browser.machinery import wish
from tests.browser.windows import PHONE, WIDE, Windows
from tests.world import World

TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def pages(windows: Windows, world: World, backstage: Backstage) -> list[str]:
    """The address of every page there is for Alice."""
    furnish(world, backstage)
    found = crawl(windows.open(world.alice))
    steps = {"audience", "message", "schedule", "review", "map", "apps", "scheduled", "api-docs", "growth"}
    assert steps <= {path.rsplit("/", 1)[-1] for path in found}, found
    windows.meant.add(400)  # an app that asks in a wrong way is told so on the last of these
    return [*found, wish(), "/zapier/oauth/authorize"]


def test_every_page_is_accessible_in_light_and_dark_and_fits_a_phone(
    pages: list[str], windows: Windows, world: World
) -> None:
    light = windows.open(world.alice, color_scheme="light")
    dark = windows.open(world.alice, color_scheme="dark")
    wrong = [fault for path in pages for fault in [*_axe(light, path), *_axe(dark, path), *_width(dark)]]
    assert not wrong, "\n".join(wrong)


def _axe(page: Page, path: str) -> list[str]:
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.goto(path)
    return violations(page)


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it is."""
    found: list[Any] = Axe().run(page).response["violations"]
    return [f"{page.url} {one['id']} {[node['html'][:120] for node in one['nodes'][:3]]}" for one in found]


def _width(page: Page) -> list[str]:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return [f"{page.url} scrolls sideways on a phone"] if page.evaluate(TOO_WIDE) else []
