"""Asking the gates about the past, minute by minute, and counting what they say."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from apps.accounts.models import Workspace
from apps.compliance import gates as compliance
from apps.compliance.rules import reading
from apps.compliance.verdicts import Hold, Verdict
from apps.messaging import gates
from apps.messaging.hindsight.asking import Memory
from apps.messaging.hindsight.past import Past
from apps.messaging.hindsight.wish import Wish

BATCH = 2_000
SAMPLES = 20  # people shown for each rule
ORIGINS = 100  # campaigns named


@dataclass(slots=True)
class Count:
    """What would have become of them: `stopped` never left, `delayed` left at a later hour."""

    seen: int = 0
    stopped: int = 0
    delayed: int = 0
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)
    origins: Counter[tuple[str, str]] = field(default_factory=Counter)
    samples: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def take(self, one: Past, verdict: Verdict) -> None:
        self.seen += 1
        if verdict is None:
            return
        way = "delayed" if isinstance(verdict, Hold) else "stopped"
        setattr(self, way, getattr(self, way) + 1)
        self.rules[verdict.rule, way] += 1
        self.origins[one.origin, way] += 1
        shown = self.samples.setdefault(verdict.rule, [])
        shown.append(_sample(one, verdict))
        del shown[:-SAMPLES]  # the newest

    def as_data(self) -> dict[str, Any]:
        """As it is stored: pairs by rule and by origin, largest first, and the samples, newest first."""
        return {
            "stopped": self.stopped,
            "delayed": self.delayed,
            "rules": _ranked(self.rules),
            "origins": _ranked(self.origins)[:ORIGINS],
            "samples": {rule: shown[::-1] for rule, shown in self.samples.items()},
        }


def _ranked(counter: Counter[tuple[str, str]]) -> list[dict[str, Any]]:
    names = {name for name, _ in counter}
    found = [
        {"name": name, "stopped": counter[name, "stopped"], "delayed": counter[name, "delayed"]}
        for name in names
    ]
    return sorted(found, key=lambda row: (-row["stopped"] - row["delayed"], row["name"]))


def _sample(one: Past, verdict: Verdict) -> dict[str, Any]:
    assert verdict is not None
    until = verdict.until.isoformat() if isinstance(verdict, Hold) else ""
    return {
        "phone": one.phone,
        "contact": one.contact_id,
        "origin": one.origin,
        "at": one.at.isoformat(),
        "until": until,
        "reason": verdict.reason,
    }


def replay(
    real: Workspace,
    wish: Wish,
    texts: Sequence[Past],
    earlier: Iterator[Past],
    go_on: Callable[[int], bool] = lambda seen: True,
) -> Count | None:
    """What the tried rules say to these texts (oldest first). A text that they stop counts for no limit.

    `go_on` hears after each batch how many were looked at; when it says no, None comes back.
    """
    memory, count, workspace = Memory(wish.written), Count(), wish.workspace(real)
    for one in earlier:
        memory.sent(one)
    with reading(wish.book()):
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            memory.read(real, batch)
            _ask(workspace, memory, batch, count)
            if not go_on(count.seen):
                return None
    return count


def _ask(workspace: Workspace, memory: Memory, batch: Sequence[Past], count: Count) -> None:
    asked = (
        compliance.region_served,
        memory.consent,
        memory.frequency_cap,
        compliance.quiet_hours,
        compliance.open_hours,
    )
    for _, together in groupby(batch, key=lambda one: one.at.replace(second=0, microsecond=0)):
        for minute in _one_each(list(together)):
            verdicts = gates.screen(workspace, minute, minute[0].at, asked)  # type: ignore[arg-type]
            for one, verdict in zip(minute, verdicts, strict=True):
                count.take(one, verdict)
                if verdict is None or isinstance(verdict, Hold):
                    memory.sent(one)


def _one_each(together: list[Past]) -> Iterator[list[Past]]:
    """Texts of one minute in rounds in which nobody has two: the second must see the first in its limits."""
    while together:
        people: set[int] = set()
        now: list[Past] = []
        later: list[Past] = []
        for one in together:
            (later if one.contact_id in people else now).append(one)
            people.add(one.contact_id)
        yield now
        together = later
