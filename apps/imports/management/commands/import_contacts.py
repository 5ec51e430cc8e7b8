"""Import a file of contacts from the command line, to its end, with true progress."""

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.accounts.models import Workspace
from apps.common.refusals import Refusal
from apps.compliance.actions import Witness
from apps.imports import actions, mapping, run
from apps.imports.models import Import
from apps.lists import many as lists

WATCH_SECONDS = 0.5
COUNTS = ("created", "updated", "unchanged", "opt_out_kept", "emails_dropped")


class Command(BaseCommand):
    help = (
        "Import a CSV or XLSX file of contacts. Running it states that the people in it agreed to be texted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--workspace", required=True, help="Public id (wsp_…) or number.")
        parser.add_argument("--consent-source", required=True, help="Where these people agreed to be texted.")
        parser.add_argument("--default-region", default="", help="Country of numbers without a country code.")
        parser.add_argument("--list", default="", help="Put everybody into this list, made if missing.")
        parser.add_argument(
            "--map", action="append", default=[], metavar="COLUMN=FIELD", help="Overrule a guessed column."
        )
        parser.add_argument("--json", action="store_true", help="Print the figures as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            began = time.monotonic()
            done = self._import(options)
        except (Refusal, OSError) as error:
            raise CommandError(_said(error)) from error
        if done.state != Import.State.FINISHED:
            raise CommandError(done.problem or f"The import is {done.get_state_display().lower()}.")
        self._print(figures(done, time.monotonic() - began), as_json=options["json"])

    def _import(self, options: dict[str, Any]) -> Import:
        workspace = workspace_named(options["workspace"])
        with options["file"].open("rb") as file:
            upload = actions.upload(workspace, file, options["file"].name, None)
        into = lists.named(workspace.pk, [options["list"]]).get(options["list"]) if options["list"] else None
        order = actions.Order(
            mapping=_mapped(upload, options["map"]),
            default_region=options["default_region"] or workspace.default_region,
            consent_source=options["consent_source"],
            attested=True,
            into=into,
        )
        started = actions.start(upload, order, Witness("command line"))
        self._run(started)
        return started

    def _run(self, started: Import) -> None:
        while started.is_under_way:
            run.turn(started, float("inf"), self._progress)
            started.refresh_from_db()
            if started.is_under_way:  # a worker got hold of it first: watch it
                self._progress(started)
                time.sleep(WATCH_SECONDS)
        if sys.stderr.isatty():
            self.stderr.write("")

    def _progress(self, held: Import) -> None:
        if sys.stderr.isatty():
            pass_ = f"{held.rows:,} of {held.rows_expected:,} rows" if held.is_surveyed else "looking through"
            self.stderr.write(f"\r{pass_}", ending="")
            self.stderr.flush()

    def _print(self, found: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(found))
        else:
            for name, value in found.items():
                self.stdout.write(f"{name.replace('_', ' ')}: {value}")


def _said(error: Refusal | OSError) -> str:
    return f"{error.strerror}: {error.filename}" if isinstance(error, OSError) else error.text


def figures(done: Import, seconds: float) -> dict[str, Any]:
    """What an import did, under the names of contacts_20k.expected.json."""
    return {
        "import": done.public_id,
        "rows": done.rows,
        "unique_valid_phones": done.unique_phones,
        "invalid_rows": done.invalid,
        "duplicate_rows": done.duplicate,
        "opted_out_phones": done.opted_out,
        **{name: getattr(done, name) for name in COUNTS},
        "seconds": round(seconds, 2),
        "rows_per_second": round(done.rows / seconds) if seconds else 0,
    }


def workspace_named(name: str) -> Workspace:
    """By public id or number; CommandError for neither."""
    wanted = {"pk": int(name)} if name.isdecimal() else {"public_id": name}
    found = Workspace.objects.filter(**wanted).first()
    if found is None:
        raise CommandError(f"There is no workspace {name}.")
    return found


def _mapped(upload: Import, overrules: list[str]) -> mapping.Mapping:
    """The guessed mapping with COLUMN=FIELD put in; a column is named by its heading or its number from 1."""
    columns: list[str] = upload.dialect["columns"]
    fields = list(upload.mapping)
    for overrule in overrules:
        column, _, field = overrule.rpartition("=")
        place = int(column) - 1 if column.isdecimal() else _place(columns, column)
        if not 0 <= place < len(columns):
            raise CommandError(f"The file has no column “{column}”. It has: {', '.join(columns)}.")
        if field == "phone" and "phone" in fields:
            fields[fields.index("phone")] = ""
        fields[place] = "" if field == "ignore" else field
    return fields


def _place(columns: list[str], name: str) -> int:
    return columns.index(name) if name in columns else -1
