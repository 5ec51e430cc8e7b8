"""A live server of Acme's in daytime, with keys for both languages, as an integrator meets it."""

from dataclasses import dataclass

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from apps.accounts.models import ApiKey
from tests.api.keys import key_of
from tests.clockface import DAYTIME, set_clock
from tests.sequences.ways import sequence, wait
from tests.world import World, make_world


@dataclass(frozen=True)
class Live:
    """Where it answers; a test key (the sandbox), a live key and a ReadySMS key."""

    url: str
    test: str
    live: str
    rest: str


@pytest.fixture
def live(transactional_db: None, settings: Settings, live_server: LiveServer) -> Live:
    set_clock(settings, DAYTIME)
    settings.READYSMS_RATE_PER_MINUTE = 10**6
    world: World = make_world()
    sequence(world.acme, wait("s1"), name="7-Day Follow Up")
    acme = world.acme.workspace
    return Live(
        live_server.url,
        key_of(acme.sandbox, ApiKey.Kind.TEST),
        key_of(acme, ApiKey.Kind.LIVE),
        key_of(acme),
    )
