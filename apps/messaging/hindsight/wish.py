"""What is tried: settings of the workspace as somebody is about to save them, and a rule that is nobody's."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from apps.accounts.models import Workspace
from apps.compliance import rules
from apps.compliance.rules import Book

# The settings that gates read and that can be asked of the past. (The registry's list of then is gone.)
TRIED = ("open_hours", "cap_per_day", "cap_per_week", "regions")
OWN = -1  # the key of a rule that nobody has saved


@dataclass(frozen=True, slots=True)
class Wish:
    """`settings`: by column, of TRIED. `rule`: one more row for a place, as rules.read takes it, or empty.
    `written`: marketing needs consent in writing everywhere."""

    settings: Mapping[str, Any] = field(default_factory=dict)
    rule: Mapping[str, str] = field(default_factory=dict)
    written: bool = False

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Wish":
        """As as_data wrote it."""
        return cls(dict(data.get("settings", {})), dict(data.get("rule", {})), bool(data.get("written")))

    def as_data(self) -> dict[str, Any]:
        return {"settings": dict(self.settings), "rule": dict(self.rule), "written": self.written}

    def changes(self, workspace: Workspace) -> dict[str, tuple[Any, Any]]:
        """Column → (now, tried), where they differ."""
        now = {name: getattr(workspace, name) for name in self.settings}
        return {name: (now[name], value) for name, value in self.settings.items() if now[name] != value}

    def workspace(self, real: Workspace) -> Workspace:
        """The workspace as the gates shall see it; a copy that nobody saves."""
        tried = copy.copy(real)
        for name in TRIED:
            if name in self.settings:
                setattr(tried, name, self.settings[name])
        return tried

    def book(self) -> Book:
        """The rules in force, with the tried one beside them. ValueError when that cannot be read."""
        held = rules.book()
        if not self.rule:
            return held
        return Book(f"{held.version}?", (*held.rules, rules.read(self.rule, OWN)))
