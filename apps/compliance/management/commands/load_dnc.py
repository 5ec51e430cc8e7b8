"""Load the national do-not-call registry from the files that it gives out."""

import time
from argparse import ArgumentParser
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.compliance.dnc.loading import NotLoaded, load


class Command(BaseCommand):
    help = (
        "Load the do-not-call registry's flat text files (.txt, .zip, .gz) and put them to use in one step."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--kind", choices=("full", "change"), required=True, help="the whole list, or what changed in it"
        )
        parser.add_argument(
            "--as-of",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the day they were downloaded (else the date of the oldest file); good for 31 days",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"]
        for path in files:
            if not path.is_file():
                raise CommandError(f"There is no file {path}.")
        began = time.monotonic()
        try:
            made = load(files, options["kind"], options["as_of"] or _oldest(files), self.stdout.write)
        except NotLoaded as refusal:
            raise CommandError(str(refusal)) from refusal
        seconds = time.monotonic() - began
        self.stdout.write(
            f"{made.numbers:,} numbers in {len(made.areas)} area codes as of {made.as_of}; {seconds:.1f} s."
        )


def _oldest(files: list[Path]) -> date:
    return min(datetime.fromtimestamp(path.stat().st_mtime, UTC).date() for path in files)
