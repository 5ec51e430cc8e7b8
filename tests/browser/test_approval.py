"""A second person's yes, between two windows: Maria asks, Adam reads, answers, and it goes once."""

from playwright.sync_api import Page, expect

from apps.campaigns.approval.models import Approval
from apps.campaigns.models import Campaign
from tests.browser.backstage import Backstage
from tests.browser.test_campaign import PLAIN
from tests.browser.test_every_page import TOO_WIDE, violations
from tests.browser.windows import PHONE, Windows
from tests.campaigns.approvals import limit
from tests.world import World


def compose(page: Page) -> None:
    """Up to the review."""
    page.goto("/dashboard/campaigns/new")
    page.get_by_label("Campaign name").fill("Late opening")
    page.get_by_label("Everybody in this workspace").check()
    for text in ("", PLAIN, ""):
        if text:
            page.get_by_label("Message", exact=True).fill(text)
        page.get_by_role("main").get_by_role("button", name="Save and go on").click()


def ask(page: Page) -> None:
    page.get_by_label("Everybody in this audience asked").check()
    page.get_by_role("button", name="Ask for approval").click()
    expect(page.get_by_role("heading", name="It waits for a second person's yes")).to_be_visible()


def fits(windows: Windows, world: World, address: str) -> None:
    """Adam can read the page in the dark, with a screen reader's rules, and on a phone."""
    dark = windows.open(world.adam, color_scheme="dark")
    dark.goto(address)
    assert violations(dark) == []
    dark.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert not dark.evaluate(TOO_WIDE)


def test_maria_asks_adam_sends_it_back_then_says_yes(
    windows: Windows, maria: Page, world: World, backstage: Backstage
) -> None:
    limit(world.acme)
    compose(maria)
    expect(maria.get_by_text("Two people launch this one")).to_be_visible()
    ask(maria)
    backstage.work()
    assert Campaign.objects.of(world.acme.workspace).get().state == Campaign.State.DRAFT

    adam = windows.open(world.adam)
    adam.goto("/dashboard/")
    fits(windows, world, adam.url)
    adam.get_by_role("link", name="Look at it").click()
    fits(windows, world, adam.url)
    adam.get_by_label("Or send it back").fill("Not on a Sunday.")
    adam.get_by_role("button", name="Send back").click()
    maria.reload()
    expect(maria.get_by_text("Sent back by Adam")).to_be_visible()
    maria.get_by_role("link", name="Go on writing").click()
    expect(maria.get_by_text("“Not on a Sunday.”")).to_be_visible()
    ask(maria)

    adam.goto("/dashboard/campaigns")
    expect(adam.get_by_text("Waiting for approval")).to_be_visible()
    adam.get_by_role("link", name="Late opening").click()
    adam.get_by_role("button", name="Approve and launch it").click()
    expect(adam.get_by_role("heading", name="Approvals")).to_be_visible()
    backstage.work()
    assert Campaign.objects.of(world.acme.workspace).get().state != Campaign.State.DRAFT
    states = Approval.objects.of(world.acme.workspace).order_by("id").values_list("state", flat=True)
    assert list(states) == ["sent_back", "approved"]


def test_two_windows_approve_it_once_and_the_second_is_told(
    windows: Windows, maria: Page, world: World, backstage: Backstage
) -> None:
    limit(world.acme)
    compose(maria)
    ask(maria)
    adam, alice = windows.open(world.adam), windows.open(world.alice)
    for page in (adam, alice):
        page.goto(maria.url)
        expect(page.get_by_role("button", name="Approve and launch")).to_be_visible()
    adam.get_by_role("button", name="Approve and launch").click()
    expect(adam.get_by_role("heading", name="Approvals")).to_be_visible()
    alice.get_by_role("button", name="Approve and launch").click()
    expect(alice.get_by_role("alert").or_(alice.get_by_role("status")).first).to_contain_text(
        "answered or taken back already"
    )
    assert Approval.objects.of(world.acme.workspace).get().answered_by == world.adam
