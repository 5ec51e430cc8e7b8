"""What the tests of faults share: a real virtual carrier over HTTP, and a breaker beneath the database."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.messaging.faults.breaking import Breaker, breaker  # noqa: F401 - a fixture
from tests.messaging.faults.wire import Carrier, running
from tests.world import World, make_world


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
