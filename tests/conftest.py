"""What every test gets: no network but loopback, a cache of its own, and honest skips."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches

from tests import emptying, loopback
from tests.needs import NEEDS

pytest_plugins = ["tests.world"]

loopback.keep()


def pytest_runtest_setup(item: pytest.Item) -> None:
    for name, need in NEEDS.items():
        missing = need.missing() if item.get_closest_marker(name) else ""
        if missing and need.is_required:
            pytest.fail(f"{missing}; {need.variable} is set, so this may not be skipped", pytrace=False)
        if missing:
            pytest.skip(missing)


@pytest.fixture(autouse=True, scope="session")
def _emptying() -> None:
    emptying.let_ledgers_be_emptied()


@pytest.fixture(autouse=True)
def _own_cache() -> Iterator[None]:
    """A key prefix per test: with Redis the cache is shared by all workers, and clear() would flush it."""
    caches["default"].key_prefix = uuid.uuid4().hex
    yield


@pytest.fixture(autouse=True)
def _own_rates(monkeypatch: pytest.MonkeyPatch) -> None:
    """This minute's requests are kept in files by a workspace's number, which the next test has, too."""
    name = uuid.uuid4().hex

    def folder() -> Path:
        made = Path(settings.DATA_DIR) / "rates" / name
        made.mkdir(parents=True, exist_ok=True)
        return made

    monkeypatch.setattr("apps.common.tally._folder", folder)
