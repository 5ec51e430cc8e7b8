"""What holds for every page that Alice can reach, as the owner who may see everything."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.backstage import Backstage
from tests.browser.crawl import crawl
from tests.browser.furnished import furnish
from tests.browser.windows import PHONE, WIDE, Windows
from tests.world import World

TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"

# The colours of the other theme are there when their transitions have run.
PAINTED = """async () => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
  await Promise.allSettled(document.getAnimations().map(one => one.finished))
}"""


@pytest.fixture
def alice(windows: Windows, world: World, backstage: Backstage) -> Page:
    furnish(world, backstage)
    return windows.open(world.alice)


def test_every_page_is_accessible_in_light_and_dark_and_fits_a_phone(alice: Page, windows: Windows) -> None:
    pages = crawl(alice)
    assert {"review", "message", "schedule", "map"} <= {path.rsplit("/", 1)[-1] for path in pages}, pages
    wrong = [fault for path in pages for fault in _look(alice, path)]
    assert not wrong, "\n".join(wrong)


def _look(page: Page, path: str) -> list[str]:
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.goto(path)
    found = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.evaluate(PAINTED)
        found += [f"{path} {theme}: {finding}" for finding in _findings(page)]
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    if page.evaluate(TOO_WIDE):
        found.append(f"{path} scrolls sideways on a phone")
    return found


def _findings(page: Page) -> list[str]:
    violations: list[Any] = Axe().run(page).response["violations"]
    return [f"{one['id']} {[node['html'][:120] for node in one['nodes'][:3]]}" for one in violations]
