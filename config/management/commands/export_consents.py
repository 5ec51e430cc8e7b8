"""manage.py export_consents: a consent ledger as JSON lines, for tools/verify_consents.py."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.compliance import exporting
from config.management.commands.verify import chosen


class Command(BaseCommand):
    help = "Write the consent ledger of a workspace as JSON lines."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("workspace", help="Public id or number.")
        parser.add_argument("--out", type=Path, help="A file; standard output when left out.")

    def handle(self, *args: Any, workspace: str, out: Path | None, **options: Any) -> None:
        (place,) = chosen(workspace)
        if out is None:
            for line in exporting.text(place):
                self.stdout.write(line, ending="")
            return
        try:
            with out.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(exporting.text(place))
        except OSError as error:
            raise CommandError(f"{out}: {error.strerror}") from error
        self.stderr.write(f"{place} is in {out}. Its anchor: {exporting.anchor(place)}")
