"""A campaign of Maria's, from the first step to a STOP that comes back."""

import re

import pytest
from playwright.sync_api import Page, expect

from apps.campaigns import breaker, queries
from apps.campaigns.models import Campaign
from apps.compliance.models import Attestation
from apps.contacts import actions as contacts
from apps.messaging.models import Message
from tests.browser.backstage import Backstage
from tests.browser.windows import Windows
from tests.carriers.program import Program
from tests.world import World, consenting

# One curly apostrophe: 64 + 1 characters of "Hi Charlie, …" would be one part of 160, and are one of 70.
CURLY = "Hi {first_name|there}, tonight we’re open until ten and the new poetry shelf is waiting for you."
PLAIN = CURLY.replace("’", "'")
MORE = 25


@pytest.fixture
def people(world: World) -> int:
    """How many there are at Acme, one of whom is not to be disturbed."""
    for n in range(MORE):
        consenting(world.acme.workspace, f"Guest {n}", f"+1415555{3100 + n}")
    contacts.set_dnd(world.dana, True)
    return MORE + 3


def fact(page: Page, scope: str, name: str) -> str:
    """What stands beside this term in the named region."""
    region = page.get_by_role("region", name=scope) if scope != "Summary" else page.locator("#summary")
    return region.locator("dt", has_text=re.compile(f"^{name}")).locator("+ dd").first.inner_text()


def compose(page: Page, body: str) -> None:
    """Steps one to three."""
    page.goto("/dashboard/campaigns/new")
    page.get_by_label("Campaign name").fill("Late opening")
    page.get_by_label("Everybody in this workspace").check()
    page.get_by_role("main").get_by_role("button", name="Save and go on").click()
    page.get_by_label("Message", exact=True).fill(body)
    page.get_by_role("main").get_by_role("button", name="Save and go on").click()
    page.get_by_role("main").get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("button", name="Launch to")).to_be_visible()


def test_maria_writes_sees_what_it_costs_and_watches_it_arrive(
    maria: Page, world: World, people: int, backstage: Backstage
) -> None:
    main = maria.get_by_role("main")
    maria.goto("/dashboard/campaigns/new")
    maria.get_by_label("Campaign name").fill("Late opening")
    maria.get_by_label("Everybody in this workspace").check()
    expect(maria.locator("#summary").get_by_role("heading", name=f"{people - 1} people")).to_be_visible()
    main.get_by_role("button", name="Save and go on").click()

    maria.get_by_label("Message", exact=True).fill(CURLY)
    expect(maria.get_by_text("makes the text longer")).to_be_visible()
    expect(maria.get_by_text("right single quotation mark")).to_be_visible()
    expect(maria.locator("#summary").get_by_text("2 parts · UCS-2")).to_be_visible()
    assert fact(maria, "Summary", "Credits") == str(2 * (people - 1))
    maria.get_by_role("button", name="Use plain characters").click()
    expect(maria.get_by_label("Message", exact=True)).to_have_value(PLAIN)
    expect(maria.get_by_text("makes the text longer")).to_have_count(0)
    expect(maria.locator("#summary").get_by_text("1 part ·")).to_be_visible()
    assert fact(maria, "Summary", "Credits") == str(people - 1)
    main.get_by_role("button", name="Save and go on").click()

    expect(maria.get_by_label("Now", exact=False).first).to_be_checked()
    main.get_by_role("button", name="Save and go on").click()

    expect(maria.get_by_role("heading", name=f"{people - 1} people get it")).to_be_visible()
    expect(main.get_by_text("Do not disturb is set on the contact")).to_be_visible()
    expect(main.get_by_role("link", name="Dana")).to_be_visible()
    expect(maria.get_by_role("heading", name=f"{people - 1} credits")).to_be_visible()
    maria.get_by_label("Everybody in this audience asked").check()
    maria.get_by_role("button", name=f"Launch to {people - 1} people").click()

    expect(maria.get_by_role("heading", name=re.compile("Late opening"))).to_be_visible()
    maria.evaluate("window.same = true")
    backstage.work_until(lambda: maria.get_by_text("Completed", exact=True).first.is_visible())
    expect(maria.get_by_role("heading", name=f"{people} of {people} people")).to_be_visible()
    assert maria.evaluate("window.same"), "The page came by itself, not by a reload."
    campaign = Campaign.objects.of(world.acme.workspace).get()
    counted = queries.progress(campaign)
    assert (counted.delivered, counted.skipped) == (people - 1, 1)
    bar = maria.get_by_role("img", name=re.compile("delivered"))
    expect(bar).to_have_accessible_name(
        f"{people - 1} delivered, 0 without a receipt, 0 held, 1 skipped, 0 failed, of {people}"
    )
    assert fact(maria, "Cost", "Cost") == str(people - 1)
    expect(maria.locator(".credit-chip")).to_contain_text(f"{1_000 - people + 1}")


def test_maria_takes_a_launch_back(maria: Page, world: World, people: int, backstage: Backstage) -> None:
    breaker.set_guard(world.acme.workspace, undo_seconds=300)
    compose(maria, PLAIN)
    maria.get_by_label("Everybody in this audience asked").check()
    maria.get_by_role("button", name="Launch to").click()
    backstage.work()
    expect(maria.get_by_text("Nobody was texted yet")).to_be_visible()
    maria.get_by_role("button", name="Undo").click()
    expect(maria.get_by_role("button", name="Launch to")).to_be_visible()
    expect(maria.get_by_role("status")).to_contain_text("a draft again")
    assert not Message.objects.of(world.acme.workspace).exists()


def test_a_double_click_on_launch_is_one_launch(
    maria: Page, world: World, people: int, backstage: Backstage
) -> None:
    compose(maria, PLAIN)
    maria.get_by_label("Everybody in this audience asked").check()
    maria.get_by_role("button", name="Launch to").dblclick()
    expect(maria.get_by_role("heading", name="Late opening")).to_be_visible()
    backstage.work()
    campaign = Campaign.objects.of(world.acme.workspace).get()
    assert Attestation.objects.of(world.acme.workspace).filter(wording__startswith="Everybody").count() == 1
    assert Message.objects.of(world.acme.workspace).filter(lane=campaign.lane).count() == people - 1


def test_two_windows_launch_it_once_and_the_second_is_told(
    windows: Windows, world: World, backstage: Backstage
) -> None:
    first = windows.open(world.maria)
    compose(first, PLAIN)
    second = first.context.new_page()
    second.goto(first.url)
    for page in (first, second):
        page.get_by_label("Everybody in this audience asked").check()
        page.get_by_role("button", name="Launch to").click()
        expect(page.get_by_role("button", name="Launch to")).to_have_count(0)
    expect(second.get_by_role("status")).to_contain_text("was launched already")
    backstage.work()
    assert Message.objects.of(world.acme.workspace).count() == 3


def test_a_stop_from_a_phone_locks_the_box_without_a_reload(
    maria: Page, world: World, carrier: Program, backstage: Backstage
) -> None:
    compose(maria, PLAIN)
    maria.get_by_label("Everybody in this audience asked").check()
    maria.get_by_role("button", name="Launch to").click()
    backstage.work_until(lambda: maria.get_by_text("Completed", exact=True).first.is_visible())

    maria.goto("/dashboard/inbox")
    maria.evaluate("window.same = true")
    text_from(carrier, world, "Do you have Rilke?")
    arrived = maria.get_by_role("link").filter(has_text="Do you have Rilke?")
    backstage.work_until(arrived.is_visible)
    assert maria.evaluate("window.same")

    arrived.click()
    box = maria.get_by_label("Reply to Charlie")
    box.fill("We do, Charlie.")
    maria.get_by_role("button", name="Send", exact=True).click()
    expect(maria.get_by_role("log").get_by_text("We do, Charlie.")).to_be_visible()
    expect(box).to_have_value("")
    maria.evaluate("window.same = true")
    text_from(carrier, world, "STOP")
    backstage.work_until(maria.get_by_role("log").get_by_text("STOP", exact=True).is_visible)
    expect(box).to_have_count(0)
    expect(maria.get_by_text("nothing can be written")).to_be_visible()
    assert maria.evaluate("window.same")


def text_from(carrier: Program, world: World, body: str) -> None:
    """Charlie texts Acme."""
    text = {"from": world.charlie.phone, "to": world.acme.sender.address, "body": body}
    status, answer = carrier.call("POST", "/inbound", text)
    assert status < 300, answer
