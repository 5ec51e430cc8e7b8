"""Answers by themselves, and two machines that must not talk for ever."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from pytest_django import Settings

from apps.contacts.models import Contact
from apps.keywords import actions, pacing
from apps.keywords.models import Pace, Use
from apps.messaging.actions import reply
from apps.messaging.models import Conversation
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.keywords.words import answers, keyword, says
from tests.world import CHARLIE, World, make_world

CLOSED = {"sun": "03:00-03:01"}
OTHERWISE = "We did not get that. Text PIZZA."


@pytest.fixture
def answering(world: World, daytime: None) -> World:  # noqa: F811
    actions.keep_auto_reply(world.acme.workspace, away="We are closed.", otherwise=OTHERWISE, hours=24)
    return world


def test_what_nobody_understands_is_answered_once_a_day(answering: World, settings: Settings) -> None:
    world = answering
    for body in ("qwertz", "hello?", "are you there"):
        says(world.acme, world.charlie, body)
    assert answers(world.acme, world.charlie) == [OTHERWISE]
    settings.CLOCK_SHIFT += 25 * 3_600
    says(world.acme, world.charlie, "hello again")
    assert len(answers(world.acme, world.charlie)) == 2


@pytest.mark.parametrize("body", ["STOP", "HELP", "START", "yes", "please leave me alone"])
def test_what_compliance_understands_gets_no_second_answer(answering: World, body: str) -> None:
    says(answering.acme, answering.charlie, body)
    assert answers(answering.acme, answering.charlie) == []


def test_who_opted_out_gets_none(answering: World) -> None:
    says(answering.acme, answering.charlie, "STOP")
    says(answering.acme, answering.charlie, "what was this about")
    assert answers(answering.acme, answering.charlie) == []


def test_outside_of_open_hours_we_say_that_we_are_closed(answering: World) -> None:
    place = answering.acme.workspace
    place.open_hours = CLOSED
    place.save()
    says(answering.acme, answering.charlie, "hello")
    says(answering.acme, answering.charlie, "anybody?")
    assert answers(answering.acme, answering.charlie) == ["We are closed."]


def test_a_keyword_works_when_we_are_closed(answering: World) -> None:
    place = answering.acme.workspace
    place.open_hours = CLOSED
    place.save()
    keyword(answering.acme)
    says(answering.acme, answering.charlie, "pizza")
    assert answers(answering.acme, answering.charlie) == ["Half price today."]


def test_nobody_butts_in_while_agnes_talks_with_them(answering: World) -> None:
    world = answering
    says(world.acme, world.charlie, "hello")
    reply(Conversation.objects.of(world.acme.workspace).get(), "Agnes here!", "agnes@acme.example")
    Use.objects.of(world.acme.workspace).delete()
    Pace.objects.of(world.acme.workspace).delete()
    says(world.acme, world.charlie, "great, thanks for the quick word")
    assert answers(world.acme, world.charlie) == [OTHERWISE, "Agnes here!"]


@pytest.mark.parametrize(
    "body",
    [
        "I'm driving with Focus turned on. I'll see your message later.",
        "AUTO-REPLY: pizza",
        "This is an automated message. Do not reply.",
        "Respuesta automática: no estoy",
        "Half price today, only for our friends.",
    ],
)
def test_a_machine_is_not_answered(answering: World, body: str) -> None:
    world = answering
    keyword(world.acme, reply="Half price today, only for our friends.")
    says(world.acme, world.charlie, "pizza")
    says(world.acme, world.charlie, body)
    assert len(answers(world.acme, world.charlie)) == 1


def test_two_machines_that_text_each_other_a_keyword_stop(world: World, daytime: None) -> None:  # noqa: F811
    """Acme's answer to PING is PONG, and Bobco's to PONG is PING: each is the other's contact."""
    acme, bobco = world.acme, world.bobco
    keyword(acme, "PING", reply="PONG")
    keyword(bobco, "PONG", reply="PING")
    theirs = Contact.objects.create(workspace=acme.workspace, phone="+14155550777")
    ours = Contact.objects.create(workspace=bobco.workspace, phone="+14155550888")
    for _ in range(20):  # however often the one repeats itself, the other has fallen silent
        says(acme, theirs, "PING")
        if answers(acme, theirs):
            says(bobco, ours, "PONG")
    assert len(answers(acme, theirs)) == len(answers(bobco, ours)) == pacing.MOST
    assert Use.objects.of(acme.workspace).filter(outcome="too_many").exists()


def test_a_slow_machine_stops_within_the_day(world: World, settings: Settings, daytime: None) -> None:  # noqa: F811
    keyword(world.acme)
    for _ in range(40):
        says(world.acme, world.charlie, "pizza")
        settings.CLOCK_SHIFT += 200
    assert len(answers(world.acme, world.charlie)) == pacing.MOST_A_DAY


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_sixteen_answers_at_one_moment_five_go() -> None:
    place = make_world().acme.workspace
    barrier = Barrier(16)

    def one(_: int) -> bool:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=20)
            return pacing.may_answer(place.pk, CHARLIE)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(one, range(16))) == pacing.MOST
