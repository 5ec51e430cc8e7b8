"""Adding up the drafts of an estimate."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from apps.compliance.gates import Hold, Refuse
from apps.copywriting.merge import compile_template
from apps.messaging.charging import price
from apps.messaging.drafts import Addressee, Draft, Order, values

# People who are named for each reason, and characters that are named.
NAMED = 5


@dataclass(slots=True)
class Estimate:
    """Counts of people and credits. `exact` is False when they were scaled up from a sample."""

    audience: int = 0
    now: int = 0  # would be queued to go at once
    held: int = 0  # would wait for their allowed hours
    credits: int = 0
    parts: dict[int, int] = field(default_factory=dict)  # SMS parts → people
    ucs2: int = 0  # people whose text needs UCS-2
    culprits: list[str] = field(default_factory=list)  # characters that made it so, the most frequent first
    skipped: dict[str, int] = field(default_factory=dict)  # reason → people
    gaps: dict[str, int] = field(default_factory=dict)  # merge field → people without it
    exact: bool = True
    looked_at: int = 0  # people composed and screened for these numbers
    opens: datetime | None = None  # when the first of the held may be texted
    all_open: datetime | None = None  # when the last of them may
    names: dict[str, list[Addressee]] = field(
        default_factory=dict
    )  # reason or merge field → some of the people

    @property
    def reached(self) -> int:
        return self.now + self.held

    @property
    def left_out(self) -> int:
        return self.audience - self.reached

    def as_data(self) -> dict[str, Any]:
        """The numbers, as they are kept with the campaign."""
        numbers = ("audience", "now", "held", "credits", "parts", "ucs2", "skipped", "gaps", "exact")
        moments = {name: getattr(self, name) for name in ("opens", "all_open")}
        return {
            **{name: getattr(self, name) for name in numbers},
            **{name: at.isoformat() if at else None for name, at in moments.items()},
        }


class Tally:
    """Counts drafts as they come."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.template = compile_template(order.body)
        self.seen = 0
        self.now = self.held = self.credits = self.ucs2 = 0
        self.parts: Counter[int] = Counter()
        self.culprits: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.gaps: Counter[str] = Counter()
        self.holds: set[datetime] = set()
        self.names: defaultdict[str, list[Addressee]] = defaultdict(list)

    def count(self, drafts: list[Draft]) -> None:
        passing = [draft for draft in drafts if draft.passes]
        self.seen += len(drafts)
        self.credits += price(self.order, passing)
        for draft in drafts:
            if isinstance(draft.verdict, Refuse):
                self._name(self.skipped, draft.verdict.reason, draft.contact)
        for draft in passing:
            self._pass(draft)

    def _pass(self, draft: Draft) -> None:
        if isinstance(draft.verdict, Hold):
            self.held += 1
            self.holds.add(draft.verdict.until)
        else:
            self.now += 1
        self.parts[draft.measure.parts] += 1
        self.ucs2 += draft.measure.encoding == "UCS-2"
        if draft.measure.culprit:
            self.culprits[draft.measure.culprit] += 1
        if self.template.fields:
            for name in self.template.missing(values(draft.contact)):
                self._name(self.gaps, name, draft.contact)

    def _name(self, counter: Counter[str], why: str, contact: Addressee) -> None:
        counter[why] += 1
        if len(self.names[why]) < NAMED:
            self.names[why].append(contact)

    def result(self, audience: int) -> Estimate:
        """Of an audience of this size, of which `seen` were looked at."""
        factor = audience / self.seen if self.seen else 0.0
        reasons = [reason for reason, _ in self.skipped.most_common()]
        now, held, *skipped = shares([self.now, self.held, *(self.skipped[one] for one in reasons)], audience)
        sizes = sorted(self.parts)
        parts = dict(zip(sizes, shares([self.parts[size] for size in sizes], now + held), strict=True))
        return Estimate(
            audience=audience,
            now=now,
            held=held,
            credits=sum(size * count for size, count in parts.items()) if self.credits else 0,
            parts=parts,
            ucs2=round(self.ucs2 * factor),
            culprits=[sign for sign, _ in self.culprits.most_common(NAMED)],
            skipped=dict(zip(reasons, skipped, strict=True)),
            gaps={name: round(count * factor) for name, count in self.gaps.most_common()},
            exact=self.seen == audience,
            looked_at=self.seen,
            opens=min(self.holds, default=None),
            all_open=max(self.holds, default=None),
            names=dict(self.names),
        )


def shares(counts: Sequence[int], whole: int) -> list[int]:
    """Split `whole` in the proportion of `counts`, so that the parts sum to it: the largest remainders
    get what rounding down leaves. All 0 when there is nothing to go by.
    """
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    found = [count * whole // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda place: -(counts[place] * whole % total))
    for place in by_remainder[: whole - sum(found)]:
        found[place] += 1
    return found
