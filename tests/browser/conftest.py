"""A real Chromium in front of a running Sendwell, and what goes on behind it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from apps.campaigns import breaker
from tests.browser.backstage import Backstage
from tests.browser.windows import FLAGS, Windows
from tests.carriers.program import Program, program
from tests.clockface import DAYTIME, set_clock
from tests.world import World, make_world


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser, and the server needs rows that are really there."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of this folder.

    Playwright's event loop runs in the main thread, between calls; Django takes that for asynchronous code.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    where = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def carrier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The virtual carrier, a process of its own. Receipts come at once."""
    with program(tmp_path_factory.mktemp("carrier"), "--memory", "--receipt-delay-ms", "50") as running:
        yield running


@pytest.fixture
def backstage() -> Iterator[Backstage]:
    behind = Backstage()
    yield behind
    behind.close()


@pytest.fixture
def world(transactional_db: None, settings: Settings, carrier: Program, live_server: LiveServer) -> World:
    """The cast at two in the afternoon, their senders on the virtual carrier."""
    set_clock(settings, DAYTIME)
    carrier.call("POST", "/reset")
    settings.VIRTUAL_CARRIER_URL = carrier.url
    settings.BASE_URL = settings.CALLBACK_BASE_URL = live_server.url
    cast = make_world()
    breaker.set_guard(cast.acme.workspace, undo_seconds=0)  # what is launched goes; one test takes it back
    return cast


@pytest.fixture
def windows(chromium: Browser, live_server: LiveServer, backstage: Backstage) -> Iterator[Windows]:
    """Browser windows. What goes wrong in any (console, foreign hosts, broken requests) fails the test."""
    opened = Windows(chromium, live_server.url)
    yield opened
    opened.close()
    assert opened.faults == []


@pytest.fixture
def maria(windows: Windows, world: World) -> Page:
    """Maria at her desk, signed in."""
    return windows.open(world.maria)
