"""What the tests of faults share: a carrier over HTTP, a breaker beneath the database, and four texts."""

from collections.abc import Callable, Iterator

import pytest
from pytest_django import Settings

from apps.contacts.models import Contact
from apps.messaging.models import Message
from tests.clockface import DAYTIME, set_clock
from tests.messaging.faults.breaking import Breaker, breaker  # noqa: F401 - a fixture
from tests.messaging.faults.mending import in_order, later, recover
from tests.messaging.faults.wire import ANSWER_LOST, REFUSED, THROTTLED, Carrier, running
from tests.messaging.orders import send
from tests.world import World, consenting, make_world


@pytest.fixture
def wire(settings: Settings) -> Iterator[Carrier]:
    """The carrier that senders made from now on are connected to."""
    with running() as carrier:
        settings.VIRTUAL_CARRIER_URL = carrier.url
        yield carrier


@pytest.fixture
def house(wire: Carrier, transactional_db: None) -> World:
    """The cast, with senders on that carrier."""
    return make_world()


@pytest.fixture
def people(house: World) -> list[Contact]:
    """Charlie, whose carrier just takes it, and three whose carrier refuses, breaks off and throttles."""
    magic = {"Reggie": REFUSED, "Lotte": ANSWER_LOST, "Theo": THROTTLED}
    return [house.charlie, *(consenting(house.acme.workspace, *who) for who in magic.items())]


@pytest.fixture
def queue_them(house: World, people: list[Contact], settings: Settings) -> Callable[[], list[str]]:
    """Queue a text to each; answers their references."""

    set_clock(settings, DAYTIME)

    def queue() -> list[str]:
        later(settings)
        return [draft.message.public_id for draft in send(house.acme, *people) if draft.message]

    return queue


@pytest.fixture
def each_once(house: World, wire: Carrier, settings: Settings) -> Callable[[list[str]], None]:
    """Recovered, three of the four are with the carrier once, and the refused one was paid back."""

    def check(references: list[str]) -> None:
        recover(settings)
        texts = Message.everywhere.filter(public_id__in=references)
        assert sorted(text.state for text in texts) == ["failed", "sent", "sent", "sent"]
        assert [text.phone for text in texts if text.refunded] == [REFUSED]
        assert len(set(references) & set(wire.references())) == 3
        in_order(house, wire)

    return check
