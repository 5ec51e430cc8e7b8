"""manage.py drill: break things during a campaign, and prove that nobody was missed or texted twice."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.bench import telling
from config.bench.drill import SEED, BadVictim, Drill, drill
from config.bench.victims import STRIKES


class Command(BaseCommand):
    help = (
        "A campaign under fire, with processes of its own; prints what was counted. Exit status 1 when wrong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--messages", type=int, default=10_000, help="People in the audience.")
        parser.add_argument("--kills", type=int, default=3, help="Times that something is broken.")
        parser.add_argument(
            "--victims", default="worker", help=f"What is broken, with commas: {', '.join(STRIKES)}."
        )
        parser.add_argument("--file", type=Path, help="A file of contacts; generated when left out.")
        parser.add_argument(
            "--webhooks", type=int, help="So many webhooks instead, to a receiver that fails every third."
        )
        parser.add_argument(
            "--dead-webhook", type=int, help="So many webhooks instead, to an address that never answers."
        )
        parser.add_argument("--seed", type=int, default=SEED, help="The same seed strikes in the same order.")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = self._findings(options)
        self.stdout.write(json.dumps(findings, indent=2))
        if not findings["ok"]:
            raise SystemExit(1)

    def _findings(self, options: Mapping[str, Any]) -> dict[str, Any]:
        kills = options["kills"]
        if options["webhooks"]:
            return telling.under_fire(options["webhooks"], kills, self.stderr.write)
        if options["dead_webhook"]:
            return telling.beside_a_dead_one(options["dead_webhook"], self.stderr.write)
        victims = options["victims"].split(",")
        what = Drill(options["messages"], kills, victims, options["file"], options["seed"])
        try:
            return drill(what, self.stderr.write)
        except BadVictim as refusal:
            raise CommandError(str(refusal)) from refusal
