"""What the tests of webhooks share: a plain dialect, a receiver, and Acme's subscription to it."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from apps.webhooks import actions, fanning, runner
from apps.webhooks.models import Subscription
from tests.webhooks.receiver import Receiver, receiver
from tests.world import World


@pytest.fixture(autouse=True)
def _plain(settings: Settings) -> None:
    settings.WEBHOOK_DIALECTS = {"plain": "tests.webhooks.plain"}
    settings.WEBHOOKS_MAY_STAY_INSIDE = True


@pytest.fixture
def shop() -> Iterator[Receiver]:
    """Acme's shop, which wants to know of tags."""
    with receiver() as server:
        yield server


@pytest.fixture
def hook(world: World, shop: Receiver) -> Subscription:
    return actions.subscribe(world.acme.workspace, "plain", shop.url, ["tagged", "untagged"])


def tell() -> int:
    """What the clock would do; answers how many tries were made."""
    while fanning.fan_out():
        pass
    return runner.deliver(5.0)
