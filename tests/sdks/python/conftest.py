"""Each test twice: with the ordinary client, and with the one for asyncio."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from apps.accounts.models import ApiKey
from apps.api.kernel import bucket
from sendwell.retrying import Patience
from tests.api.keys import key_of
from tests.clockface import DAYTIME, set_clock
from tests.sdks.python.both import client
from tests.sdks.python.faulty import Faulty, faulty
from tests.world import World, make_world

QUICK = Patience(retries=4, first=0.02, longest=0.1)


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(transactional_db: None, settings: Settings) -> World:
    set_clock(settings, DAYTIME)
    bucket.forget()
    return make_world()


@pytest.fixture
def key(world: World) -> str:
    return key_of(world.acme.workspace, ApiKey.Kind.LIVE)


@pytest.fixture
def sendwell(kind: str, key: str, live_server: LiveServer) -> Iterator[Any]:
    """Acme's program, in front of a running server."""
    made = client(kind, key, live_server.url, patience=QUICK)
    yield made
    made.close()


@pytest.fixture
def server() -> Iterator[Faulty]:
    with faulty() as running:
        yield running


@pytest.fixture
def impatient(kind: str, server: Faulty) -> Iterator[Any]:
    """In front of the server that fails."""
    made = client(kind, "msvs_test_1", server.url, patience=QUICK, timeout=5.0)
    yield made
    made.close()


@pytest.fixture
def environment(key: str, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "SENDWELL_API_KEY", key)
    monkeypatch.setitem(os.environ, "SENDWELL_BASE_URL", live_server.url + "/v1")
