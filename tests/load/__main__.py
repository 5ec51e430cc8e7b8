"""Three workspaces ask for texts at a steady pace; a fourth asks too much in one second.

An own driver on aiohttp, which leaves more of two cores to the server than a requests-based one would. Needs
PostgreSQL (DATABASE_URL), migrated; starts `manage.py web` and nothing else, so nothing is dispatched.
"""

import argparse
import asyncio
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django

django.setup()

from apps.accounts import actions as accounts  # noqa: E402
from apps.accounts.models import ApiKey  # noqa: E402
from config.bench import workload  # noqa: E402
from config.bench.rig import Rig  # noqa: E402
from tests.load.drive import Pace, burst, calm, steady  # noqa: E402
from tests.load.processors import Processors  # noqa: E402

BACKLOG_SECONDS = 600.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--rate", type=float, default=100.0, help="Requests a second of each workspace.")
    parser.add_argument("--workspaces", type=int, default=3)
    parser.add_argument("--web-workers", type=int, default=2, help="Processes of granian.")
    asked = parser.parse_args()
    shift = workload.clock_shift()
    with tempfile.TemporaryDirectory() as folder, Rig(Path(folder) / "log", clock_shift=shift) as rig:
        rig.env["WEB_WORKERS"] = str(asked.web_workers)
        for part in measured(rig, asked):
            print(json.dumps(part, indent=2), flush=True)


def measured(rig: Rig, asked: argparse.Namespace) -> Iterator[dict[str, object]]:
    """The steady part as soon as it is over, then the burst, once the backlog is gone."""
    each = int(asked.rate * asked.seconds) + 1_000
    places = [workload.workspace(means=each) for _ in range(asked.workspaces + 1)]
    try:
        keys = [accounts.make_key(place, ApiKey.Kind.LIVE.value, "Load")[1] for place in places]
        rig.start("web")
        processors = Processors(rig.processes["web"].pid)
        pace = Pace(rig.url, asked.rate, asked.seconds)
        found = asyncio.run(steady(pace, keys[:-1]))
        used = processors.per_request(max(found["answers"], 1))
        yield {**found, **used}
        waited = asyncio.run(calm(rig.url, BACKLOG_SECONDS))
        yield {"backlog_s": waited, "four_hundred_at_once": asyncio.run(burst(rig.url, keys[-1], 400))}
    finally:
        rig.__exit__()
        for place in places:
            workload.sweep(place)


main()
