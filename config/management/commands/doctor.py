"""`manage.py doctor`: what is wrong with this installation. Exit status 1 when something is."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from config.doctor.examine import examine
from config.doctor.findings import Finding, Grade

MARKS = {Grade.FINE: "ok   ", Grade.NOTE: "note ", Grade.WRONG: "WRONG"}


class Command(BaseCommand):
    help = "Say in plain words what is wrong with this installation, and what to do about it."
    # It must be able to speak when the settings are wrong.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="a list of findings, for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = list(examine())
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings], indent=2))
        else:
            self._tell(findings)
        if any(finding.grade is Grade.WRONG for finding in findings):
            sys.exit(1)

    def _tell(self, findings: list[Finding]) -> None:
        for finding in findings:
            self.stdout.write(f"{MARKS[finding.grade]}  {finding.subject}: {finding.says}")
            if finding.remedy:
                self.stdout.write(f"         → {finding.remedy}")
