"""The inbox: what came in, what became of the answers, live without losing a word."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.common import clock
from apps.compliance import actions as compliance
from apps.contacts import actions as contacts
from apps.dashboard.threads.lines import Thread
from apps.messaging import actions, queue
from apps.messaging import conversations as desk
from apps.messaging.models import Conversation
from apps.messaging.states import State
from apps.messaging.teamwork import actions as team
from tests.campaigns.launches import gone, put, text_of
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.dashboard.test_composer_pages import words
from tests.messaging.orders import texted
from tests.world import World, consenting

pytestmark = pytest.mark.usefixtures("daytime")
PAGE = "/dashboard/inbox"
HTMX = {"HX-Request": "true"}


def begun(world: World, body: str = "Are you open?") -> Conversation:
    """Charlie writes to Acme."""
    texted(world.acme.sender, world.charlie, body)
    return Conversation.objects.of(world.acme.workspace).get(contact=world.charlie)


def listed(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"{PAGE}{query}")
    assert answer.status_code == 200
    return re.findall(r'class="inbox-name">([^<]*)<', answer.content.decode())


def opened(client: Client, conversation: Conversation, query: str = "") -> str:
    answer = client.get(f"{PAGE}/{conversation.public_id}{query}")
    assert answer.status_code == 200
    return words(answer)  # type: ignore[arg-type]


def unread(conversation: Conversation) -> int:
    return Conversation.objects.of(conversation.workspace_id).get(pk=conversation.pk).unread


def test_an_empty_inbox_says_how_it_fills(agnes: Client) -> None:
    assert "Replies to your texts appear here" in words(agnes.get(PAGE))  # type: ignore[arg-type]


def test_filters_show_what_they_say(agnes: Client, world: World) -> None:
    charlie = begun(world)
    for contact in (world.dana, world.erin):
        texted(world.acme.sender, contact, "Hello")
    dana, erin = (
        Conversation.objects.of(world.acme.workspace).get(contact=one) for one in (world.dana, world.erin)
    )
    desk.mark_read(charlie)
    desk.set_open(dana, False)
    team.assign(erin, world.agnes, "alice@acme.example")
    message = actions.reply(charlie, "Yes", "agnes@acme.example")
    queue.end([message.pk], State.FAILED, "30003", "The phone was off.")
    assert set(listed(agnes, "?show=open")) == {"Charlie", "Erin"} == set(listed(agnes))
    assert set(listed(agnes, "?show=unread")) == {"Dana", "Erin"}
    assert listed(agnes, "?show=closed") == ["Dana"]
    assert listed(agnes, "?show=mine") == ["Erin"]
    assert listed(agnes, "?show=failed") == ["Charlie"]
    assert set(listed(agnes, "?show=all")) == {"Charlie", "Dana", "Erin"}
    assert set(listed(agnes, "?show=nonsense&after=99-x")) == {"Charlie", "Erin"}


def test_the_newest_come_first_and_older_ones_a_page_further(agnes: Client, world: World) -> None:
    for number in range(33):
        contact = consenting(world.acme.workspace, f"P{number:02}", f"+141555530{number:02}")
        texted(world.acme.sender, contact, "Hello")
    Conversation.objects.of(world.acme.workspace).update(last_at=clock.now())  # even all at one moment
    first = listed(agnes)
    older = agnes.get(PAGE).context["listing"].older
    rest = listed(agnes, f"?{older}")
    assert (len(first), len(rest)) == (30, 3)
    assert len({*first, *rest}) == 33


def test_a_page_of_conversations_costs_few_queries(agnes: Client, world: World) -> None:
    begun(world)
    listed(agnes)
    with CaptureQueriesContext(connection) as one:
        listed(agnes)
    for number in range(20):
        contact = consenting(world.acme.workspace, f"P{number:02}", f"+141555530{number:02}")
        texted(world.acme.sender, contact, "Hello")
    with CaptureQueriesContext(connection) as many:
        listed(agnes)
    assert len(many) == len(one) <= 12


def test_opening_it_is_reading_it_but_not_for_one_who_looks_on(
    agnes: Client, victor: Client, world: World
) -> None:
    conversation = begun(world)
    opened(victor, conversation)
    assert unread(conversation) == 1
    assert "Are you open?" in opened(agnes, conversation)
    assert unread(conversation) == 0


def test_the_thread_tells_what_became_of_each_text(agnes: Client, world: World) -> None:
    campaign = gone(world.acme, name="Autumn sale")
    put(text_of(campaign, world.charlie), State.DELIVERED, sent_at=clock.now())
    conversation = begun(world)
    failed = actions.reply(conversation, "We are", "agnes@acme.example")
    queue.end([failed.pk], State.FAILED, "30003", "The phone was off.")
    shown = opened(agnes, conversation)
    assert "Hi Charlie, sale today." in shown
    assert "Autumn sale" in shown
    assert "Not delivered: The phone was off. (30003)" in shown
    assert "Wednesday, November 18" in shown


def test_a_stop_is_shown_as_what_it_did_and_locks_the_box(agnes: Client, world: World) -> None:
    conversation = begun(world, "STOP")
    shown = opened(agnes, conversation)
    assert "Opted out by this text" in shown
    assert "Automatic answer" in shown
    assert "They opted out: nothing can be written." in shown
    assert '<textarea name="body"' not in shown
    texted(world.acme.sender, world.charlie, "START")
    shown = opened(agnes, conversation)
    assert "Asks for texts" in shown
    assert '<textarea name="body"' in shown


def test_dnd_and_blacklist_lock_the_box_too(agnes: Client, world: World) -> None:
    conversation = begun(world)
    contacts.set_dnd(world.charlie, True)
    assert "Do not disturb is set: nothing can be written." in opened(agnes, conversation)
    contacts.set_dnd(world.charlie, False)
    compliance.suppress(
        world.acme.workspace.pk, world.charlie.phone, "blacklist", source="manual", evidence={}
    )
    assert "The number is blacklisted: nothing can be written." in opened(agnes, conversation)


def test_the_side_says_who_it_is_and_what_time_it_is_there(agnes: Client, world: World) -> None:
    shown = opened(agnes, begun(world))
    assert "+1 415-555-2001" in shown
    assert "11:00" in shown
    assert "Los Angeles" in shown


def test_the_poll_brings_what_is_new_and_nothing_else(agnes: Client, world: World) -> None:
    conversation = begun(world)
    live = f"{PAGE}/{conversation.public_id}/live"
    first = agnes.get(live, headers=HTMX)
    mark = re.search(r'name="mark" value="([^"]*)"', first.content.decode())
    assert mark is not None
    assert agnes.get(live, {"mark": mark[1]}, headers=HTMX).status_code == 204
    texted(world.acme.sender, world.charlie, "Hello again")
    news = agnes.get(live, {"mark": mark[1]}, headers=HTMX)
    assert "Hello again" in news.content.decode()
    assert "<textarea" not in news.content.decode()
    assert unread(conversation) == 0


def test_a_receipt_changes_the_bubble_by_the_poll(agnes: Client, world: World) -> None:
    conversation = begun(world)
    message = actions.reply(conversation, "Yes", "agnes@acme.example")
    live = f"{PAGE}/{conversation.public_id}/live"
    mark = re.search(r'name="mark" value="([^"]*)"', agnes.get(live, headers=HTMX).content.decode())
    assert mark is not None
    put(message, State.DELIVERED)
    assert "Delivered" in agnes.get(live, {"mark": mark[1]}, headers=HTMX).content.decode()


def test_a_long_thread_is_read_page_by_page(agnes: Client, world: World) -> None:
    conversation = begun(world, "The very first")
    for number in range(55):
        texted(world.acme.sender, world.charlie, f"Text {number}")
    assert "The very first" not in opened(agnes, conversation)
    older = re.search(r'\?before=[^"]+', opened(agnes, conversation))
    assert older and "The very first" in opened(agnes, conversation, older[0])
    assert "Text 54" in opened(agnes, conversation, "?before=nonsense")


def test_the_mark_of_a_page_has_no_comma_in_it(world: World) -> None:
    conversation = begun(world)
    shown = render_to_string(
        "dashboard/inbox/_bubbles.html", {"conversation": conversation, "thread": Thread([], 12_345)}
    )
    assert '?before=12345"' in shown


def test_a_thread_costs_few_queries_however_long(agnes: Client, world: World) -> None:
    conversation = begun(world)
    opened(agnes, conversation)
    with CaptureQueriesContext(connection) as short:
        opened(agnes, conversation)
    for number in range(40):
        texted(world.acme.sender, world.charlie, f"Text {number}")
    opened(agnes, conversation)
    with CaptureQueriesContext(connection) as long:
        opened(agnes, conversation)
    assert len(long) == len(short) <= 24


def test_agnes_closes_it_and_a_new_text_opens_it_again(agnes: Client, world: World) -> None:
    conversation = begun(world)
    look_after = f"{PAGE}/{conversation.public_id}/look-after"
    agnes.post(look_after, {"do": "mine"})
    assert listed(agnes, "?show=mine") == ["Charlie"]
    agnes.post(look_after, {"do": "nobody"})
    assert listed(agnes, "?show=mine") == []
    agnes.post(look_after, {"do": "close"})
    assert listed(agnes) == []
    texted(world.acme.sender, world.charlie, "One more thing")
    assert listed(agnes) == ["Charlie"]
    assert agnes.post(look_after, {"do": "nonsense"}).status_code == 302


def test_an_old_conversation_is_found_under_its_time(agnes: Client, world: World) -> None:
    conversation = begun(world)
    long_ago = clock.now() - timedelta(days=400)
    Conversation.objects.of(world.acme.workspace).filter(pk=conversation.pk).update(last_at=long_ago)
    assert listed(agnes) == ["Charlie"]


def test_an_address_breaks_at_its_signs_and_not_in_a_word(agnes: Client, world: World) -> None:
    contacts.update(world.charlie, {"email": "charlie@acme-books.example"}, actor="maria")
    assert "charlie<wbr>@acme-books<wbr>.example</dd>" in opened(agnes, begun(world))
