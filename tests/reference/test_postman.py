"""Newman runs /postman.json from its first request to its last; every answer is one of those described."""

import os
import subprocess
from pathlib import Path

import orjson
import pytest

from tests.reference.conftest import Live

FOLDER = Path(__file__).parent / "newman"
NEWMAN = FOLDER / "node_modules" / ".bin" / "newman"
pytestmark = pytest.mark.node


@pytest.fixture(scope="session")
def newman() -> Path:
    """Installed from the lock where it is not yet."""
    if not NEWMAN.exists():
        command = ["npm", "ci", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=FOLDER, check=True, timeout=300)
    return NEWMAN


def test_newman_runs_the_collection(newman: Path, live: Live, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    keys = ["--env-var", f"v1Key={live.live}", "--env-var", f"readysmsKey={live.rest}"]
    said = ["--reporters", "cli,json", "--reporter-json-export", str(report)]
    command = [str(newman), "run", f"{live.url}/postman.json", *keys, *said]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=os.environ)
    assert done.returncode == 0, done.stdout[-6_000:]
    stats = orjson.loads(report.read_bytes())["run"]["stats"]
    assert stats["requests"]["total"] > 130 and stats["assertions"]["total"] >= stats["requests"]["total"]
    assert stats["assertions"]["failed"] == stats["requests"]["failed"] == 0
