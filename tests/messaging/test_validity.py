"""Nothing leaves after the hours at the other end, however late it was claimed."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from apps.carriers.adapters.kannel import adapter as kannel
from apps.carriers.outcomes import Text
from apps.messaging import desks, pipeline
from apps.messaging.models import Message
from apps.messaging.states import State
from tests.clockface import set_clock
from tests.messaging.carrier import ScriptedCarrier
from tests.messaging.orders import queued
from tests.world import World

# Two minutes to nine in the evening in New York, where Dana lives; Charlie's California has three hours more.
LATE = datetime(2026, 11, 19, 1, 58, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_the_carrier_is_told_how_long_a_text_is_good_for(
    world: World, carrier: ScriptedCarrier, settings: Settings
) -> None:
    set_clock(settings, LATE)
    queued(world.acme, world.dana)
    queued(world.acme, world.charlie)
    queued(world.acme, world.erin, kind=Message.Kind.REPLY)
    pipeline.dispatch()
    good_for = {text.to: text.good_for for text in carrier.given}
    assert good_for[world.dana.phone] == pytest.approx(120, abs=20)
    assert good_for[world.charlie.phone] == pytest.approx(3 * 3_600 + 120, abs=20)
    assert good_for[world.erin.phone] is None


@pytest.mark.django_db(transaction=True)
def test_a_text_that_was_claimed_in_time_and_offered_late_stays(
    world: World, carrier: ScriptedCarrier, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(settings, LATE)
    message = queued(world.acme, world.dana)
    real = desks.good_for
    monkeypatch.setattr(desks, "good_for", lambda text, now: real(text, now + timedelta(minutes=3)))
    pipeline.dispatch(seconds=0.5)
    assert carrier.given == []
    assert Message.everywhere.get(pk=message.pk).state == State.QUEUED


@pytest.mark.parametrize(("good_for", "minutes"), [(7_199, "119"), (30, "1"), (None, None)])
def test_kannel_hears_it_in_minutes(good_for: int | None, minutes: str | None) -> None:
    text = Text("msg_1", "+12125552002", "+12025550100", "Hello", "GSM-7", 1, good_for)
    headers = kannel._headers({"username": "u", "password": "p"}, text, "http://127.0.0.1/")
    assert headers.get("X-Kannel-Validity") == minutes
