"""manage.py verify: do the books agree? Ledger = balance = messages, for every workspace."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.accounts.models import Workspace
from apps.messaging.proof import prove


class Command(BaseCommand):
    help = "Prove that credits add up. Exit status 1, and the difference, when they do not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workspace", help="Public id or number; every workspace when left out.")
        parser.add_argument("--json", action="store_true", help="One JSON object on standard output.")

    def handle(self, *args: Any, workspace: str | None, json: bool, **options: Any) -> None:
        proofs = {one: prove(one) for one in chosen(workspace)}
        wrong = {one: proof.differences for one, proof in proofs.items() if proof.differences}
        if json:
            self.stdout.write(
                as_json({str(one.public_id): diffs for one, diffs in wrong.items()}, len(proofs))
            )
        else:
            for one, differences in wrong.items():
                for name, by in differences.items():
                    self.stdout.write(f"{one} ({one.public_id}): {name} = {by:+,}")
            self.stdout.write(f"{len(proofs):,} workspaces checked, {len(wrong):,} wrong.")
        if wrong:
            raise SystemExit(1)


def chosen(workspace: str | None) -> list[Workspace]:
    if not workspace:
        return list(Workspace.objects.order_by("pk"))
    field = "pk" if workspace.isdecimal() else "public_id"
    found = list(Workspace.objects.filter(**{field: workspace}))
    if not found:
        raise CommandError(f"There is no workspace {workspace}.")
    return found


def as_json(wrong: dict[str, dict[str, int]], checked: int) -> str:
    return json.dumps({"checked": checked, "wrong": wrong, "ok": not wrong})
