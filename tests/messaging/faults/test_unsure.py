"""A text whose answer never came is looked up, told by its receipt, or laid in a tray: never sent again."""

import pytest
from pytest_django import Settings

from apps.carriers.outcomes import Accepted, Unsure
from apps.carriers.wire.client import Client
from apps.credits import ledger
from apps.messaging import actions, tasks, transmission
from apps.messaging.models import Message
from apps.messaging.proof import prove
from tests.clockface import DAYTIME, set_clock
from tests.messaging.carrier import ScriptedCarrier
from tests.messaging.faults.mending import ROUND_SECONDS
from tests.messaging.faults.wire import LATE, Carrier
from tests.messaging.orders import queued, told
from tests.world import World, consenting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _by_day(settings: Settings) -> None:
    set_clock(settings, DAYTIME)


def pass_time(settings: Settings, rounds: int = 4) -> None:
    for _ in range(rounds):
        settings.CLOCK_SHIFT += ROUND_SECONDS
        tasks.recover()
        tasks.dispatch()


def test_a_carrier_that_answers_after_the_time_out_is_asked_and_not_texted_again(
    house: World, wire: Carrier, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes 3 s for its answer; we wait for half a second here, and 15 s otherwise."""
    monkeypatch.setattr(transmission, "open_session", lambda: Client(total_seconds=0.5))
    lea = consenting(house.acme.workspace, "Lea", LATE)
    message = queued(house.acme, lea)
    tasks.dispatch()
    message.refresh_from_db()
    assert message.state == "unsure" and "in time" in message.error_text
    pass_time(settings)
    message.refresh_from_db()
    assert message.state == "sent" and message.carrier_ref
    stats = wire.stats()
    assert (stats["accepted"], stats["doubled_references"]) == (1, 0)


def test_an_unsure_text_of_a_carrier_that_cannot_be_asked_waits_in_the_tray_for_ever(
    house: World, carrier: ScriptedCarrier, settings: Settings
) -> None:
    carrier.can_look_up = False
    carrier.script[house.charlie.phone] = [Unsure("No answer in time")]
    message = queued(house.acme, house.charlie)
    tasks.dispatch()
    settings.CLOCK_SHIFT += 14 * 86_400
    pass_time(settings)
    message.refresh_from_db()
    assert message.state == "unsure" and len(carrier.given) == 1


@pytest.mark.parametrize(("went_out", "state", "left"), [(True, "sent", 999), (False, "failed", 1_000)])
def test_a_person_decides_on_what_lies_in_the_tray(
    house: World, carrier: ScriptedCarrier, settings: Settings, went_out: bool, state: str, left: int
) -> None:
    carrier.can_look_up = False
    carrier.script[house.charlie.phone] = [Unsure("No answer in time")]
    message = queued(house.acme, house.charlie)
    tasks.dispatch()
    actions.decide(message, went_out, "maria")
    pass_time(settings)
    message.refresh_from_db()
    assert message.state == state and len(carrier.given) == 1
    assert ledger.balance(house.acme.workspace) == left
    assert prove(house.acme.workspace).differences == {}


@pytest.mark.parametrize("words", [("sent", "delivered"), ("delivered", "sent", "delivered")])
def test_receipts_of_an_unsure_text_settle_it_before_any_look_up(
    house: World, carrier: ScriptedCarrier, settings: Settings, words: tuple[str, ...]
) -> None:
    carrier.script[house.charlie.phone] = [Unsure("No answer in time")]
    message = queued(house.acme, house.charlie)
    tasks.dispatch()
    told(house.acme.sender, message, *words)
    carrier.knows[message.public_id] = Accepted("c-1")
    pass_time(settings)
    assert Message.objects.of(house.acme.workspace).get(pk=message.pk).state == "delivered"
    assert len(carrier.given) == 1
