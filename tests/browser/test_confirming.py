"""What asks before it does something for good is seen whole, on a desk and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from apps.accounts import actions
from apps.accounts.models import ApiKey
from tests.browser.windows import PHONE, WIDE, Windows
from tests.world import World

# The element that is really there at the middle and just inside the four corners of the box.
SEEN_WHOLE = """box => {
  const {left, top, right, bottom} = box.getBoundingClientRect();
  const points = [[left + 20, top + 20], [right - 20, top + 20], [left + 20, bottom - 20],
                  [right - 20, bottom - 20], [(left + right) / 2, (top + bottom) / 2]];
  return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && right - left > 200
    && points.every(([x, y]) => box.contains(document.elementFromPoint(x, y)));
}"""

LONG = "W" * 80  # as long as a name can be


def asked(page: Page, path: str, button: str) -> None:
    page.goto(path)
    page.get_by_role("button", name=button, exact=True).click()
    box = page.get_by_role("dialog")
    expect(box).to_be_visible()
    assert box.evaluate(SEEN_WHOLE), (path, page.viewport_size)


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_alice_sees_the_whole_question_and_may_say_no(
    windows: Windows, world: World, size: dict[str, int]
) -> None:
    for number in range(2):
        actions.make_key(world.acme.workspace, ApiKey.Kind.REST, f"Shop {number}", world.alice)
    actions.make_key(world.acme.workspace, ApiKey.Kind.REST, LONG, world.alice)
    page = windows.open(world.alice, viewport=size)
    for button in (f"Revoke {LONG}", "Revoke Shop 0"):
        asked(page, "/dashboard/developers/keys", button)
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    asked(page, "/dashboard/settings/team", "Leave")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert not ApiKey.everywhere.exclude(revoked_at=None).exists()
    assert world.seat(world.alice).role == "owner"
