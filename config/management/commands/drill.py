"""manage.py drill: kill workers during a campaign, and prove that nobody was missed or texted twice."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.bench.drill import drill


class Command(BaseCommand):
    help = (
        "A campaign under fire, with processes of its own; prints what was counted. Exit status 1 when wrong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--messages", type=int, default=10_000, help="People in the audience.")
        parser.add_argument("--kills", type=int, default=3, help="Times that a worker process is killed.")
        parser.add_argument("--file", type=Path, help="A file of contacts; generated when left out.")

    def handle(self, *args: Any, messages: int, kills: int, file: Path | None, **options: Any) -> None:
        findings = drill(messages, kills, file, self.stderr.write)
        self.stdout.write(json.dumps(findings, indent=2))
        if not findings["ok"]:
            raise SystemExit(1)
