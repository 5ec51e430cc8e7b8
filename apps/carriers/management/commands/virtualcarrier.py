"""manage.py virtualcarrier: a carrier to try things on. See docs/sandbox.md."""

import asyncio
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from apps.carriers.virtual.journal import JournalBroken, JournalInUse
from apps.carriers.virtual.options import FindNumber, Options, nobody
from apps.carriers.virtual.scenario import BadScenario
from apps.carriers.virtual.server import program
from apps.carriers.virtual.serving import serve


class Command(BaseCommand):
    """Runs until it is stopped; keeps what it accepted in <data-dir>/virtualcarrier/."""

    help = "Run the virtual carrier: it takes texts, posts receipts and replies, and sends nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.CARRIER_PORT)
        parser.add_argument("--data-dir", type=Path, default=Path(settings.DATA_DIR))
        parser.add_argument("--scenario", type=Path, help="a JSON file of rules")
        parser.add_argument("--latency-ms", type=int, default=0, help="wait before each answer")
        parser.add_argument("--receipt-delay-ms", type=int, default=1000, help="from answer to receipt")
        parser.add_argument("--memory", action="store_true", help="keep nothing: for benchmarks")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            ready = program(_options(options))
            self.stdout.write(f"Virtual carrier on http://{options['host']}:{options['port']}")
            asyncio.run(serve(ready, options["host"], options["port"]))
        except (BadScenario, JournalInUse, JournalBroken) as refusal:
            raise CommandError(str(refusal)) from refusal
        except (OSError, OverflowError) as fault:
            raise CommandError(f"The virtual carrier cannot start: {fault}") from fault


def _options(given: dict[str, Any]) -> Options:
    return Options(
        directory=None if given["memory"] else given["data_dir"] / "virtualcarrier",
        scenario=given["scenario"],
        latency_ms=max(given["latency_ms"], 0),
        receipt_delay_ms=max(given["receipt_delay_ms"], 0),
        find_number=_find_number(),
    )


def _find_number() -> FindNumber:
    # Senders live a floor above carriers: who can answer is named in the settings, as a dotted path.
    path = getattr(settings, "VIRTUAL_CARRIER_FIND_NUMBER", "")
    return import_string(path) if path else nobody
