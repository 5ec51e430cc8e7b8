"""Our Zapier app (integrations/zapier) against a running server, as Zapier would run it, and its samples."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from apps.api.readysms.samples import SAMPLES
from config.demo.follow_up import follow_up
from tests.clockface import DAYTIME, set_clock
from tests.connect.conftest import BACK, code_of, registered
from tests.world import World, make_world

HERE = Path(settings.BASE_DIR) / "integrations" / "zapier"


@pytest.fixture
def acme(transactional_db: None, settings: Settings) -> World:
    set_clock(settings, DAYTIME)
    world = make_world()
    follow_up(world.acme.workspace, world.alice, [])
    return world


def test_its_samples_are_those_of_the_contract() -> None:
    theirs = json.loads((HERE / "samples.json").read_text())
    assert theirs == {name: body for name, body in SAMPLES.items() if name != "message_sent"}
    assert len(theirs) == 12


def test_the_lock_names_no_place_to_download_from() -> None:
    assert '"resolved"' not in (HERE / "package-lock.json").read_text()


@pytest.mark.node
@pytest.mark.slow
def test_every_trigger_action_and_search_works_against_a_running_server(
    acme: World, live_server: LiveServer
) -> None:
    app = registered("Sendwell")
    code = code_of(app, acme.alice, acme.acme.workspace)
    if not (HERE / "node_modules").exists():
        subprocess.run(["npm", "ci", "--no-fund", "--no-audit"], cwd=HERE, check=True, timeout=300)
    env = os.environ | {
        "BASE_URL": live_server.url,
        "CLIENT_ID": app.client_id,
        "CLIENT_SECRET": app.secret,
        "CODE": code,
        "REDIRECT_URI": BACK,
    }
    ran = subprocess.run(["npm", "test"], cwd=HERE, env=env, capture_output=True, text=True, timeout=600)
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
