"""manage.py verify: do the books agree, and does the consent ledger hold, for every workspace?

Credits: ledger = balance = messages. Consents: every line follows from the one before, up to the head, and
the database still refuses to change them.
"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from apps.accounts.audit.append_only import GUARD as AUDIT
from apps.accounts.models import Workspace
from apps.compliance.append_only import GUARD as LEDGER
from apps.compliance.walking import Walk, walk
from apps.messaging.proof import prove


class Command(BaseCommand):
    help = "Prove that credits add up and that consents are as they were written. Exit status 1 when not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workspace", help="Public id or number; every workspace when left out.")
        parser.add_argument("--json", action="store_true", help="One JSON object on standard output.")

    def handle(self, *args: Any, workspace: str | None, json: bool, **options: Any) -> None:
        places = chosen(workspace)
        proofs = {one: prove(one) for one in places}
        wrong = {one: proof.differences for one, proof in proofs.items() if proof.differences}
        walks = {one: walk(one) for one in places}
        broken = {one: str(found.fault) for one, found in walks.items() if found.fault}
        missing = [*LEDGER.missing(connection), *AUDIT.missing(connection)]
        if json:
            self.stdout.write(as_json(wrong, broken, missing, len(places)))
        else:
            self._tell_credits(wrong, len(places))
            self._tell_consents(walks, missing)
        if wrong or broken or missing:
            raise SystemExit(1)

    def _tell_credits(self, wrong: dict[Workspace, dict[str, int]], checked: int) -> None:
        for one, differences in wrong.items():
            for name, by in differences.items():
                self.stdout.write(f"{one} ({one.public_id}): {name} = {by:+,}")
        self.stdout.write(f"{checked:,} workspaces checked, {len(wrong):,} wrong.")

    def _tell_consents(self, walks: dict[Workspace, Walk], missing: list[str]) -> None:
        for one, found in walks.items():
            if found.fault:
                self.stdout.write(f"{one} ({one.public_id}): consent ledger, {found.fault}")
        for name in missing:
            self.stdout.write(f"The database does not protect the consent ledger: trigger {name} is missing.")
        broken = sum(bool(found.fault) for found in walks.values())
        lines = sum(found.lines for found in walks.values())
        self.stdout.write(f"{lines:,} lines of consent hold, {broken:,} ledgers broken.")


def chosen(workspace: str | None) -> list[Workspace]:
    if not workspace:
        return list(Workspace.objects.order_by("pk"))
    field = "pk" if workspace.isdecimal() else "public_id"
    found = list(Workspace.objects.filter(**{field: workspace}))
    if not found:
        raise CommandError(f"There is no workspace {workspace}.")
    return found


def as_json(
    wrong: dict[Workspace, dict[str, int]], broken: dict[Workspace, str], missing: list[str], checked: int
) -> str:
    said: dict[str, Any] = {
        "checked": checked,
        "wrong": {str(one.public_id): differences for one, differences in wrong.items()},
        "ok": not (wrong or broken or missing),
    }
    if broken:
        said["consents"] = {str(one.public_id): fault for one, fault in broken.items()}
    if missing:
        said["triggers_missing"] = missing
    return json.dumps(said)
