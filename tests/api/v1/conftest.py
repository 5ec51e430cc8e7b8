"""Acme's v1 keys, in daytime, with a bucket of requests that no other test has used."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from apps.accounts.models import ApiKey
from apps.api.kernel import bucket
from tests.api.keys import Caller, key_of
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.world import World


@pytest.fixture(autouse=True)
def _full_bucket() -> Iterator[None]:
    bucket.forget()
    yield


@pytest.fixture
def live(daytime: datetime, world: World) -> Caller:  # noqa: F811
    return Caller(key_of(world.acme.workspace, ApiKey.Kind.LIVE))


@pytest.fixture
def test_key(daytime: datetime, world: World) -> Caller:  # noqa: F811
    """A test key: it stands for Acme's sandbox."""
    return Caller(key_of(world.acme.workspace.sandbox, ApiKey.Kind.TEST))
