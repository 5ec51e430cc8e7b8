"""What every test gets: no network but loopback, a cache of its own, and honest skips."""

import uuid
from collections.abc import Iterator

import pytest
from django.core.cache import caches

from tests import loopback
from tests.needs import NEEDS

pytest_plugins = ["tests.world"]

loopback.keep()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that start real processes run one after another, on one xdist worker (--dist loadgroup).

    First, because xdist reads the groups in this same hook.
    """
    for item in items:
        if item.get_closest_marker("slow") or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("processes"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    for name, need in NEEDS.items():
        missing = need.missing() if item.get_closest_marker(name) else ""
        if missing and need.is_required:
            pytest.fail(f"{missing}; {need.variable} is set, so this may not be skipped", pytrace=False)
        if missing:
            pytest.skip(missing)


@pytest.fixture(autouse=True)
def _own_cache() -> Iterator[None]:
    """A key prefix per test: with Redis the cache is shared by all workers, and clear() would flush it."""
    caches["default"].key_prefix = uuid.uuid4().hex
    yield
