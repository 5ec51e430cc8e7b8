"""Two people in one thread, live; and two contacts side by side."""

from playwright.sync_api import Page, expect

from apps.contacts import actions as contacts
from apps.messaging.models import Conversation, Message
from tests.browser.test_every_page import TOO_WIDE, violations
from tests.browser.windows import PHONE, Windows
from tests.messaging.orders import texted
from tests.world import World, consenting


def looks_right(page: Page) -> None:
    assert violations(page) == []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert not page.evaluate(TOO_WIDE)


def test_agnes_is_asked_before_she_answers_over_maria(windows: Windows, maria: Page, world: World) -> None:
    texted(world.acme.sender, world.charlie, "Are you open?")
    thread = Conversation.objects.of(world.acme.workspace).get()
    agnes = windows.open(world.agnes)
    for page in (agnes, maria):
        page.goto(f"/dashboard/inbox/{thread.public_id}")
    expect(agnes.get_by_role("status").get_by_text("Maria has this open, too.")).to_be_visible()
    box = agnes.get_by_label("Reply to Charlie")
    box.fill("Nine to five, I think")
    expect(maria.get_by_text("Agnes is writing here.")).to_be_visible()

    maria.get_by_label("Reply to Charlie").fill("We open at nine.")
    maria.get_by_role("button", name="Send", exact=True).click()
    expect(agnes.get_by_role("log").get_by_text("We open at nine.")).to_be_visible()
    expect(box).to_have_value("Nine to five, I think")
    agnes.get_by_role("button", name="Send", exact=True).click()
    expect(agnes.get_by_role("alert")).to_contain_text("Maria answered")
    expect(box).to_have_value("Nine to five, I think")
    assert Message.objects.of(world.acme.workspace).outbound().count() == 1
    agnes.get_by_text("Note for the team", exact=True).click()
    looks_right(agnes)
    agnes.get_by_text("Note for the team", exact=True).click()
    agnes.get_by_role("button", name="Send anyway").click()
    expect(agnes.get_by_role("log").get_by_text("Nine to five, I think")).to_be_visible()


def test_a_note_stays_in_the_thread_without_leaving_the_page(windows: Windows, world: World) -> None:
    texted(world.acme.sender, world.charlie, "Are you open?")
    thread = Conversation.objects.of(world.acme.workspace).get()
    page = windows.open(world.agnes, color_scheme="dark")
    page.goto(f"/dashboard/inbox/{thread.public_id}")
    page.get_by_label("Reply to Charlie").fill("Half a reply")
    page.get_by_text("Note for the team", exact=True).click()
    page.get_by_label("Note for the team, never sent").fill("The one with the blue bike")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_role("log").get_by_text("The one with the blue bike")).to_be_visible()
    expect(page.get_by_label("Reply to Charlie")).to_have_value("Half a reply")
    page.get_by_label("Give this conversation to").select_option(label="Maria")
    page.get_by_role("button", name="Give").click()
    expect(page.get_by_role("log").get_by_text("Agnes gave this to Maria")).to_be_visible()
    looks_right(page)


def test_two_contacts_stand_side_by_side_and_become_one(maria: Page, world: World) -> None:
    again = consenting(world.acme.workspace, "charlie", "+14155552010")
    contacts.update(again, {"email": "charlie@row.example", "attributes": {"city": "Rome"}})
    contacts.update(world.charlie, {"attributes": {"city": "Turin"}})
    maria.goto("/dashboard/contacts")
    maria.get_by_role("link", name="Duplicates").click()
    looks_right(maria)
    maria.get_by_role("link", name="Compare").click()
    looks_right(maria)
    maria.get_by_label("Rome").check()
    maria.get_by_role("button", name="Merge for good").click()
    expect(maria.get_by_text("Merged with another contact")).to_be_visible()
    expect(maria.get_by_text("Rome")).to_be_visible()
