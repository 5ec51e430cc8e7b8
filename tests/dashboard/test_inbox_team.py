"""A thread that several people work in: who has it, who is at it, what they note, and no answer twice."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from apps.accounts.models import Member, User
from apps.accounts.roles import Role
from apps.common import clock
from apps.common.ids import Maker
from apps.credits import ledger
from apps.messaging import actions
from apps.messaging.models import Conversation, Message, Presence, Remark
from apps.messaging.states import State
from tests.clockface import DAYTIME, daytime, set_clock  # noqa: F401 - a fixture
from tests.dashboard.test_composer_pages import words
from tests.dashboard.test_inbox_page import HTMX, PAGE, begun, listed, opened
from tests.messaging.orders import texted
from tests.world import World

pytestmark = pytest.mark.usefixtures("daytime")


def post(client: Client, conversation: Conversation, verb: str, **fields: str) -> str:
    answer = client.post(f"{PAGE}/{conversation.public_id}/{verb}", fields, follow=True)
    assert answer.status_code in (200, 422)
    return words(answer)  # type: ignore[arg-type]


def seat(world: World, name: str) -> str:
    return str(Member.objects.of(world.acme.workspace).get(user__first_name=name).pk)


def bodies(world: World) -> list[str]:
    rows = Message.objects.of(world.acme.workspace).outbound().order_by("id")
    return list(rows.values_list("body", flat=True))


def mark(client: Client, conversation: Conversation) -> str:
    found = re.search(r'name="mark" value="([^"]*)"', opened(client, conversation))
    assert found is not None
    return found[1]


def poll(client: Client, conversation: Conversation, seen: str) -> tuple[int, str]:
    answer = client.get(f"{PAGE}/{conversation.public_id}/live", {"mark": seen}, headers=HTMX)
    return answer.status_code, answer.content.decode()


def test_maria_gives_charlie_to_agnes_and_the_thread_says_so(
    maria: Client, agnes: Client, world: World
) -> None:
    conversation = begun(world)
    assert listed(agnes, "?show=unassigned") == ["Charlie"]
    shown = post(maria, conversation, "look-after", do="give", hand=seat(world, "Agnes"))
    assert "Maria gave this to Agnes" in shown
    assert listed(agnes, "?show=mine") == ["Charlie"]
    assert listed(agnes, "?show=unassigned") == []
    assert "Agnes left this to whoever is free" in post(agnes, conversation, "look-after", do="give", hand="")
    assert "Maria took this on" in post(maria, conversation, "look-after", do="mine")
    post(maria, conversation, "look-after", do="mine")
    assert Remark.objects.of(world.acme.workspace).count() == 3  # the last time changed nothing


def test_the_thousandth_member_is_given_one_too(maria: Client, world: World) -> None:
    """Numbers for people have a comma in them, keys in a form have none."""
    conversation = begun(world)
    zoe = User.objects.create_user("zoe@acme.example")
    Member.objects.create(pk=12_345, workspace=world.acme.workspace, user=zoe, role=Role.AGENT)
    assert '<option value="12345"' in opened(maria, conversation)
    assert "zoe" in post(maria, conversation, "look-after", do="give", hand="12345").lower()
    conversation.refresh_from_db()
    assert conversation.assigned_to == zoe


@pytest.mark.parametrize("hand", ["victor", "bob", "0", "x", "9" * 30])
def test_nobody_who_may_not_answer_is_given_a_conversation(maria: Client, world: World, hand: str) -> None:
    conversation = begun(world)
    seats = {"victor": seat(world, "Victor"), "bob": str(world.seat(world.bob).pk)}
    shown = post(maria, conversation, "look-after", do="give", hand=seats.get(hand, hand))
    assert "Choose somebody who may answer." in shown
    assert listed(maria, "?show=unassigned") == ["Charlie"]


def test_a_note_is_for_the_team_and_nobody_is_texted(agnes: Client, victor: Client, world: World) -> None:
    conversation = begun(world)
    chosen = Maker("nte")()
    for _ in range(2):  # a double click
        post(agnes, conversation, "notes", note="He is the one with the blue bike <b>", public_id=chosen)
    shown = opened(victor, conversation)
    assert "Note by Agnes, for the team" in shown
    assert shown.count("the blue bike &lt;b&gt;") == 1
    assert bodies(world) == []
    assert ledger.balance(world.acme.workspace) == 1_000


def test_a_note_can_be_left_where_nothing_can_be_sent(agnes: Client, world: World) -> None:
    conversation = begun(world, "STOP")
    assert 'name="note"' in opened(agnes, conversation)
    assert "He called" in post(agnes, conversation, "notes", note="He called")


@pytest.mark.parametrize(
    ("note", "said"), [(" ", "Write something first."), ("x" * 2_001, "at most 2000 characters")]
)
def test_a_note_that_cannot_be_is_said_at_its_field(
    agnes: Client, world: World, note: str, said: str
) -> None:
    assert said in post(agnes, begun(world), "notes", note=note)
    assert not Remark.objects.of(world.acme.workspace).exists()


def test_victor_looks_on_and_notes_nothing(victor: Client, world: World) -> None:
    conversation = begun(world)
    assert 'name="note"' not in opened(victor, conversation)
    for verb in ("notes", "look-after", "reply"):
        answer = victor.post(
            f"{PAGE}/{conversation.public_id}/{verb}", {"note": "x", "do": "mine", "body": "x"}
        )
        assert answer.status_code == 403
    assert not Presence.objects.of(world.acme.workspace).exists()  # he disturbs nobody


def test_notes_stand_among_the_texts_of_their_time(agnes: Client, world: World, settings: Settings) -> None:
    conversation = begun(world, "First")
    post(agnes, conversation, "notes", note="A note from the start")
    set_clock(settings, DAYTIME + timedelta(minutes=5))
    for number in range(55):
        texted(world.acme.sender, world.charlie, f"Text {number}")
    newest = agnes.get(f"{PAGE}/{conversation.public_id}")
    assert "A note from the start" not in newest.content.decode()
    older = opened(agnes, conversation, f"?before={newest.context['thread'].older}")
    assert older.index("First") < older.index("A note from the start") < older.index("Text 0")


def test_agnes_sees_that_maria_has_it_open_and_is_writing(
    agnes: Client, maria: Client, world: World, settings: Settings
) -> None:
    conversation = begun(world)
    assert "has this open" not in opened(agnes, conversation)
    seen = mark(agnes, conversation)
    assert "Agnes has this open, too." in opened(maria, conversation)
    status, news = poll(agnes, conversation, seen)
    assert (status, "Maria has this open, too." in news) == (200, True)
    maria.post(f"{PAGE}/{conversation.public_id}/meter", {"body": "We"}, headers=HTMX)
    assert "Maria is writing here." in poll(agnes, conversation, seen)[1]
    assert "<textarea" not in poll(agnes, conversation, seen)[1]  # what is being typed stays
    set_clock(settings, DAYTIME + timedelta(minutes=1))  # she closed the page
    assert "Maria" not in poll(agnes, conversation, seen)[1]


def test_an_open_page_costs_ten_small_reads_and_seldom_a_write(agnes: Client, world: World) -> None:
    conversation = begun(world)
    for number in range(40):
        texted(world.acme.sender, world.charlie, f"Text {number}")
    seen = mark(agnes, conversation)
    with CaptureQueriesContext(connection) as asked:
        assert poll(agnes, conversation, seen) == (204, "")
    assert 5 < len(asked) <= 12
    assert not [one for one in asked.captured_queries if not one["sql"].startswith("SELECT")]


def test_an_answer_over_anothers_is_held_with_all_that_was_typed(
    agnes: Client, maria: Client, world: World, settings: Settings
) -> None:
    conversation = begun(world)
    page = agnes.get(f"{PAGE}/{conversation.public_id}").context["form"]
    form = {
        "body": "Nine to five, I think",
        "public_id": page["public_id"].value(),
        "seen": page["seen"].value(),
    }
    post(maria, conversation, "reply", body="We open at nine.")
    set_clock(settings, DAYTIME + timedelta(minutes=5))
    shown = post(agnes, conversation, "reply", **form)
    assert re.search(r"Maria answered \d+ min ago: “We open at nine.” Send yours, too\?", shown)
    assert "Nine to five, I think</textarea>" in shown
    assert "Send anyway" in shown
    assert bodies(world) == ["We open at nine."]
    assert ledger.balance(world.acme.workspace) == 999
    again = re.search(r'name="seen" value="(\d+)"', shown)
    assert again is not None
    post(agnes, conversation, "reply", **{**form, "seen": again[1]})
    assert bodies(world) == ["We open at nine.", "Nine to five, I think"]


def test_ones_own_answers_campaigns_and_failures_hold_nothing(
    agnes: Client, maria: Client, world: World
) -> None:
    conversation = begun(world)
    seen = str(agnes.get(f"{PAGE}/{conversation.public_id}").context["form"]["seen"].value())
    post(agnes, conversation, "reply", body="One", seen=seen)
    failed = actions.reply(conversation, "Lost", "maria@acme.example")
    Message.objects.of(world.acme.workspace).filter(pk=failed.pk).update(state=State.FAILED)
    texted(world.acme.sender, world.charlie, "And now?")
    post(agnes, conversation, "reply", body="Two", seen=seen)
    assert bodies(world) == ["One", "Lost", "Two"]


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40])
def test_a_mark_that_is_none_is_taken_as_none(agnes: Client, world: World, seen: str) -> None:
    post(agnes, begun(world), "reply", body="Yes", seen=seen)
    assert bodies(world) == ["Yes"]


def test_presences_of_yesterday_are_swept_up(agnes: Client, world: World, settings: Settings) -> None:
    first = begun(world)
    opened(agnes, first)
    set_clock(settings, clock.now() + timedelta(hours=2))
    texted(world.acme.sender, world.dana, "Hello")
    opened(agnes, Conversation.objects.of(world.acme.workspace).get(contact=world.dana))
    assert Presence.objects.of(world.acme.workspace).count() == 1
