"""What must stay in sight and inside its card in a small window."""

from playwright.sync_api import Page

from apps.contacts import actions as contacts
from apps.messaging.models import Conversation
from tests.browser.backstage import Backstage
from tests.browser.windows import PHONE, WIDE
from tests.campaigns.launches import draft, launch
from tests.messaging.orders import texted
from tests.world import World

OUTSIDE = """([inner, outer]) => {
  const edge = document.querySelector(outer).getBoundingClientRect().right;
  const range = document.createRange();
  return [...document.querySelectorAll(inner)].filter((one) => {
    range.selectNodeContents(one);
    return Math.max(one.getBoundingClientRect().right, range.getBoundingClientRect().right) > edge - 8;
  }).length;
}"""


def _begun(world: World) -> str:
    texted(world.acme.sender, world.charlie, "Are you open?")
    conversation = Conversation.objects.of(world.acme.workspace).get(contact=world.charlie)
    return f"/dashboard/inbox/{conversation.public_id}"


def test_the_reply_box_opens_above_the_tabs(maria: Page, world: World) -> None:
    maria.set_viewport_size(PHONE)  # type: ignore[arg-type]
    maria.goto(_begun(world))
    bottom = maria.get_by_role("button", name="Send", exact=True).bounding_box()
    tabs = maria.get_by_role("navigation", name="Quick").bounding_box()
    assert bottom and tabs
    assert bottom["y"] + bottom["height"] <= tabs["y"]


def test_a_number_and_an_address_stay_inside_the_card(maria: Page, world: World) -> None:
    contacts.update(world.charlie, {"email": "charlie.of.the.shop@acme-books.example.com"}, actor="maria")
    maria.set_viewport_size(WIDE)  # type: ignore[arg-type]
    maria.goto(_begun(world))
    assert maria.evaluate(OUTSIDE, ["#side .num, #side dd, #side .nowrap", "#side .card"]) == 0


def test_the_bar_of_a_campaign_keeps_off_the_edge(maria: Page, world: World, backstage: Backstage) -> None:
    launch(draft(world.acme))
    backstage.work()
    maria.set_viewport_size(PHONE)  # type: ignore[arg-type]
    maria.goto("/dashboard/campaigns")
    assert maria.evaluate(OUTSIDE, [".bar-track", ".card-flush"]) == 0
