"""What the tests of the dialects share: daytime, and Acme's key."""

from datetime import datetime

import pytest

from tests.api.keys import Caller, key_of
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.world import World


@pytest.fixture
def acme(daytime: datetime, world: World) -> Caller:  # noqa: F811
    """A program of Acme's with a general key."""
    return Caller(key_of(world.acme.workspace))


@pytest.fixture
def bobco(world: World) -> Caller:
    return Caller(key_of(world.bobco.workspace))
