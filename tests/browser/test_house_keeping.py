"""What Alice does in the settings: chooses her mails, tries rules before saving."""

from playwright.sync_api import expect

from apps.accounts.models import NoticeChoice
from apps.messaging.hindsight.models import Trial
from tests.browser.windows import Windows
from tests.world import World


def test_alice_ends_a_kind_of_mail(windows: Windows, world: World) -> None:
    page = windows.open(world.alice)
    page.goto("/dashboard/settings/notifications")
    page.get_by_label("Credits are running low").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_label("Credits are running low")).not_to_be_checked()
    assert not NoticeChoice.everywhere.get(user=world.alice, kind="credits_low").is_wanted


def test_alice_tries_a_limit_before_she_saves_it(windows: Windows, world: World) -> None:
    page = windows.open(world.alice)
    page.goto("/dashboard/settings/sending-rules")
    page.get_by_label("In 24 hours").fill("1")
    page.get_by_role("button", name="Try on last month").click()
    expect(page.get_by_role("heading", name="Tried on last month")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Texts to one person in 24 hours")).to_be_visible()
    assert Trial.everywhere.get(workspace=world.acme.workspace).is_finished
    world.acme.workspace.refresh_from_db()
    assert world.acme.workspace.cap_per_day is None
