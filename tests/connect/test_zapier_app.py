"""Our Zapier app (integrations/zapier) against a running server, as Zapier would run it, and its samples."""

import json
import os
import shutil
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
CLI = HERE.with_name("zapier-cli")


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


@pytest.mark.parametrize("folder", [HERE, CLI], ids=lambda folder: folder.name)
def test_the_lock_names_no_place_to_download_from(folder: Path) -> None:
    assert '"resolved"' not in (folder / "package-lock.json").read_text()


def installed(folder: Path) -> Path:
    """node_modules, fetched once: of the validator a minute or more. No package runs a script of its own."""
    made = folder / "node_modules"
    if not (made / ".package-lock.json").exists():  # npm writes it last
        command = ["npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-fund", "--no-audit"]
        subprocess.run(command, cwd=folder, check=True, timeout=900)
    return made


def validated(app: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """As nobody who has an account with Zapier. `--without-style` alone asks no server of theirs."""
    tools = installed(CLI) / ".bin"
    # Where a Node 22 for this machine came with the CLI, it is taken: the CLI wants no older one.
    env = {"PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(home), "NO_COLOR": "1"}
    command = ["zapier-platform", "validate", "--without-style"]
    return subprocess.run(command, cwd=app, env=env, capture_output=True, text=True, timeout=300)


@pytest.mark.node
@pytest.mark.slow
def test_zapiers_own_validator_finds_nothing_and_would(tmp_path: Path) -> None:
    modules = installed(HERE)
    ran = validated(HERE, tmp_path)
    assert ran.returncode == 0 and "structurally sound" in ran.stdout, ran.stdout + ran.stderr
    broken = tmp_path / "broken"
    shutil.copytree(HERE, broken, ignore=shutil.ignore_patterns("node_modules"))
    (broken / "node_modules").symlink_to(modules)
    search = broken / "searches" / "contact.js"
    search.write_text(search.read_text().replace("noun:", "noon:"))
    ran = validated(broken, tmp_path)
    assert ran.returncode != 0 and "noun" in ran.stdout + ran.stderr


@pytest.mark.node
@pytest.mark.slow
def test_every_trigger_action_and_search_works_against_a_running_server(
    acme: World, live_server: LiveServer
) -> None:
    app = registered("Sendwell")
    code = code_of(app, acme.alice, acme.acme.workspace)
    installed(HERE)
    env = os.environ | {
        "BASE_URL": live_server.url,
        "CLIENT_ID": app.client_id,
        "CLIENT_SECRET": app.secret,
        "CODE": code,
        "REDIRECT_URI": BACK,
    }
    ran = subprocess.run(["npm", "test"], cwd=HERE, env=env, capture_output=True, text=True, timeout=600)
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
