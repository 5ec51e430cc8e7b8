"""Write a workspace's contacts as CSV to standard output or a file."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from apps.imports import export
from apps.imports.management.commands.import_contacts import workspace_named


class Command(BaseCommand):
    help = "Export all contacts of a workspace as CSV, safe to open in a spreadsheet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--workspace", required=True, help="Public id (wsp_…) or number.")
        parser.add_argument("--to", type=Path, help="A file instead of standard output.")

    def handle(self, *args: Any, **options: Any) -> None:
        lines = export.text(workspace_named(options["workspace"]))
        if options["to"]:
            with options["to"].open("w", encoding="utf-8", errors="replace", newline="") as file:
                file.writelines(lines)
        else:
            sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
            sys.stdout.writelines(lines)
