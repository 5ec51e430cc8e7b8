"""What the tests of sequences share: it is daytime everywhere in the US."""

from datetime import datetime

import pytest

from tests.clockface import daytime  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def _daytime(daytime: datetime) -> None:  # noqa: F811
    """Nobody sleeps unless a test says so."""
