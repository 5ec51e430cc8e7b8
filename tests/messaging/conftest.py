"""What messaging's tests share: daytime, and a carrier that does as it is told."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.messaging.carrier import ScriptedCarrier


@pytest.fixture(autouse=True)
def _daytime(daytime: datetime) -> None:  # noqa: F811
    """Nobody sleeps unless a test says so."""


@pytest.fixture
def carrier(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedCarrier]:
    scripted = ScriptedCarrier()
    for module in ("transmission", "recovery"):
        monkeypatch.setattr(f"apps.messaging.{module}.adapter", lambda name: scripted)
    yield scripted
