"""manage.py bench: how fast is this installation, on the database it uses?"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.bench import audiences
from config.bench.measure import bench
from config.bench.pages import bench as every_page


class Command(BaseCommand):
    help = "Import, launch and deliver a campaign against a virtual carrier; print figures as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--messages", type=int, default=20_000, help="Recipients (default 20,000).")
        parser.add_argument(
            "--carrier-latency", type=int, default=0, metavar="MS", help="Carrier's answer time."
        )

        parser.add_argument(
            "--audience",
            type=int,
            metavar="PEOPLE",
            help="Instead: count a dozen segments among so many people, on PostgreSQL.",
        )
        parser.add_argument(
            "--pages",
            type=int,
            metavar="CONTACTS",
            help="Instead: ask every page with so many contacts, on PostgreSQL, in a database of its own.",
        )
        parser.add_argument(
            "--page-messages",
            type=int,
            default=10_000_000,
            help="With --pages: messages (default 10,000,000).",
        )
        parser.add_argument(
            "--times", type=int, default=20, help="With --pages: requests of each (default 20)."
        )

    def handle(
        self,
        *args: Any,
        messages: int,
        carrier_latency: int,
        audience: int | None,
        pages: int | None,
        **options: Any,
    ) -> None:
        if pages:
            figures = every_page.bench(pages, options["page_messages"], options["times"], self.stderr.write)
        elif audience:
            figures = audiences.bench(audience, self.stderr.write)
        else:
            figures = bench(messages, carrier_latency, self.stderr.write)
        self.stdout.write(json.dumps(figures, indent=2))
