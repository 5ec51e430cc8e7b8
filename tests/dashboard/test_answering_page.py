"""Answering: once, through every gate, and a refusal keeps what was typed."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from apps.common import clock
from apps.common.ids import Maker
from apps.compliance import actions as compliance
from apps.compliance.models import ConsentEvent
from apps.contacts.models import Contact
from apps.copywriting import actions as templates
from apps.credits import ledger
from apps.dashboard.wordings import ASKED_FOR_THIS_TEXT
from apps.events.models import Event
from apps.messaging.models import Conversation, Message
from tests.clockface import EVENING, daytime, set_clock  # noqa: F401 - a fixture
from tests.dashboard.test_composer_pages import words
from tests.dashboard.test_inbox_page import HTMX, PAGE, begun
from tests.world import CHARLIE, DANA, World

pytestmark = pytest.mark.usefixtures("daytime")
STRANGER = "+14155552099"


def out(world: World) -> list[str]:
    rows = Message.objects.of(world.acme.workspace).outbound().order_by("id")
    return list(rows.values_list("body", flat=True))


def reply(client: Client, conversation: Conversation, **fields: str) -> str:
    answer = client.post(f"{PAGE}/{conversation.public_id}/reply", fields, follow=True)
    return words(answer)  # type: ignore[arg-type]


def test_agnes_answers_and_sees_it_in_the_thread(agnes: Client, world: World) -> None:
    shown = reply(agnes, begun(world), body="Yes, until six.")
    assert "Yes, until six." in shown
    message = Message.objects.of(world.acme.workspace).outbound().get()
    assert (message.kind, message.priority, message.origin) == ("reply", 0, "agnes@acme.example")


def test_a_double_click_answers_once(agnes: Client, world: World) -> None:
    conversation = begun(world)
    shown = agnes.get(f"{PAGE}/{conversation.public_id}").context["form"]["public_id"].value()
    for _ in range(2):
        reply(agnes, conversation, body="Yes", public_id=shown)
    assert out(world) == ["Yes"]
    assert ledger.balance(world.acme.workspace) == 999


def test_htmx_gets_a_fresh_box_and_the_new_bubble(agnes: Client, world: World) -> None:
    conversation = begun(world)
    answer = agnes.post(f"{PAGE}/{conversation.public_id}/reply", {"body": "Yes"}, headers=HTMX)
    assert 'hx-swap-oob="innerHTML"' in answer.content.decode()
    assert "Queued" in answer.content.decode()
    assert not answer.context["form"].is_bound


def test_without_credits_the_text_is_kept_and_the_reason_said(agnes: Client, world: World) -> None:
    conversation = begun(world)
    ledger.grant(world.acme.workspace, -1_000, "Spent", kind="adjustment")
    shown = reply(agnes, conversation, body="A long and careful answer")
    assert "There are not enough credits." in shown
    assert "A long and careful answer</textarea>" in shown
    assert out(world) == []


def test_an_opt_out_between_opening_and_sending_is_honoured(agnes: Client, world: World) -> None:
    conversation = begun(world)
    compliance.opt_out(world.acme.workspace.pk, CHARLIE, source="keyword", evidence={})
    shown = reply(agnes, conversation, body="Are you there?")
    assert "They opted out." in shown
    assert out(world) == []
    assert Event.objects.of(world.acme.workspace).filter(name="message.refused").count() == 1


def test_by_night_who_wrote_lately_is_answered_and_others_are_not(
    agnes: Client, world: World, settings: Settings
) -> None:
    conversation = begun(world)
    set_clock(settings, EVENING + timedelta(hours=3))
    reply(agnes, conversation, body="Good night")
    assert out(world) == ["Good night"]
    long_ago = clock.now() - timedelta(days=30)
    Conversation.objects.of(world.acme.workspace).update(last_inbound_at=long_ago)
    shown = reply(agnes, conversation, body="Are you awake?")
    assert "It is outside 8:00 to 21:00" in shown
    assert "Are you awake?</textarea>" in shown
    assert out(world) == ["Good night"]


@pytest.mark.parametrize(
    ("body", "said"),
    [("", "Write something first."), ("  ", "empty for this person"), ("x" * 1601, "at most 1600")],
)
def test_an_answer_that_cannot_be_is_said_at_the_box(
    agnes: Client, world: World, body: str, said: str
) -> None:
    assert said in reply(agnes, begun(world), body=body)
    assert out(world) == []


def test_a_canned_reply_is_filled_in_and_sent_only_by_send(agnes: Client, world: World) -> None:
    kept = templates.keep(world.acme.workspace, "Hours", "Hi {first_name|there}, nine to six.")
    shown = reply(agnes, begun(world), body="Sure.", use=kept.public_id)
    assert "Sure. Hi Charlie, nine to six.</textarea>" in shown
    assert out(world) == []


def test_bobcos_template_is_not_here(agnes: Client, world: World) -> None:
    theirs = templates.keep(world.bobco.workspace, "Theirs", "Secret")
    conversation = begun(world)
    answer = agnes.post(f"{PAGE}/{conversation.public_id}/reply", {"use": theirs.public_id})
    assert answer.status_code == 404


def test_the_meter_counts_what_charlie_gets(agnes: Client, world: World) -> None:
    conversation = begun(world)
    answer = agnes.post(f"{PAGE}/{conversation.public_id}/meter", {"body": "{first_name}" + "é" * 160})
    assert "167 characters, 153 to a part · 2 parts" in words(answer)  # type: ignore[arg-type]


def test_a_text_to_a_stranger_needs_the_statement(agnes: Client, world: World) -> None:
    form = {"to": "(415) 555-2099", "body": "Hello", "public_id": Maker("msg")()}
    answer = agnes.post(f"{PAGE}/new", form)
    assert answer.status_code == 422
    assert "State it here, or ask them first." in words(answer)  # type: ignore[arg-type]
    assert not Contact.objects.of(world.acme.workspace).filter(phone=STRANGER).exists()
    for _ in range(2):
        answer = agnes.post(f"{PAGE}/new", {**form, "attested": "on"})
    conversation = Conversation.objects.of(world.acme.workspace).get()
    assert answer.headers["Location"] == f"{PAGE}/{conversation.public_id}"
    assert out(world) == ["Hello"]
    event = ConsentEvent.objects.of(world.acme.workspace).get(phone=STRANGER)
    assert event.attestation is not None
    assert event.attestation.wording == ASKED_FOR_THIS_TEXT


def test_the_statement_lifts_no_opt_out(agnes: Client, world: World) -> None:
    compliance.opt_out(world.acme.workspace.pk, DANA, source="keyword", evidence={})
    answer = agnes.post(f"{PAGE}/new", {"to": DANA, "body": "Please", "attested": "on"})
    assert "They opted out." in words(answer)  # type: ignore[arg-type]
    assert out(world) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"to": "", "body": "Hi"}, "Type a phone number."),
        ({"to": "hello", "body": "Hi"}, "This is not a phone number that can be texted."),
        ({"to": STRANGER, "body": ""}, "Write a text first."),
        ({"to": STRANGER, "body": "Hi\0"}, "Null characters are not allowed"),
        ({"to": STRANGER, "body": "Hi", "sender": "9" * 40}, "Select a valid choice"),
    ],
)
def test_a_message_that_cannot_be_is_said_at_its_field(
    agnes: Client, world: World, fields: dict[str, str], said: str
) -> None:
    answer = agnes.post(f"{PAGE}/new", {"attested": "on", **fields})
    assert answer.status_code == 422
    assert said in words(answer)  # type: ignore[arg-type]


def test_write_on_a_contacts_page_goes_on_in_the_conversation(agnes: Client, world: World) -> None:
    answer = agnes.get(f"{PAGE}/new?contact={world.dana.public_id}")
    assert f'value="{DANA}"' in answer.content.decode()
    conversation = begun(world)
    answer = agnes.get(f"{PAGE}/new?contact={world.charlie.public_id}")
    assert answer.headers["Location"] == f"{PAGE}/{conversation.public_id}"
    strangers = world.bobco.contacts["Zoe"].public_id
    assert "+16175552004" not in agnes.get(f"{PAGE}/new?contact={strangers}").content.decode()
