"""What a campaign would cost and whom it would reach: the send's own compose and gates, without effects."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from apps.audiences import spec as audiences
from apps.audiences.queries import members
from apps.campaigns.models import Campaign
from apps.common import bulk, clock
from apps.compliance.gates import Hold, Refuse
from apps.contacts.models import Contact
from apps.messaging import gates
from apps.messaging.charging import price
from apps.messaging.drafts import Draft, Order, compose
from apps.messaging.models import Message

CHUNK = 1_000
# A page must answer: beyond this many people the estimate is scaled up from a sample and says so.
MOST_EXACT = 20_000


@dataclass(slots=True)
class Estimate:
    """Counts of people and credits. `exact` is False when they were scaled up from a sample."""

    audience: int = 0
    now: int = 0  # would be queued to go at once
    held: int = 0  # would wait for their allowed hours
    credits: int = 0
    parts: dict[int, int] = field(default_factory=dict)  # SMS parts → people
    ucs2: int = 0  # people whose text needs UCS-2
    skipped: dict[str, int] = field(default_factory=dict)  # reason → people
    exact: bool = True

    @property
    def reached(self) -> int:
        return self.now + self.held

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def estimate(campaign: Campaign) -> Estimate:
    """Compose and screen the audience without effects."""
    spec = audiences.read(campaign.audience)
    result = Estimate()
    if spec.include.is_empty:
        return result
    people = members(campaign.workspace_id, spec).order_by("pk")
    result.audience = people.count()
    result.exact = result.audience <= MOST_EXACT
    order = order_of(campaign)
    parts: Counter[int] = Counter()
    skipped: Counter[str] = Counter()
    for drafts in _screened(order, people[:MOST_EXACT].iterator(CHUNK)):
        _count(order, drafts, result, parts, skipped)
    result.parts, result.skipped = dict(sorted(parts.items())), dict(skipped.most_common())
    return result if result.exact else _scaled(result)


def order_of(campaign: Campaign) -> Order:
    """The order that a launch would give."""
    return Order(
        workspace=campaign.workspace,
        body=campaign.body,
        kind=Message.Kind.MARKETING,
        charge_key="",
        charge_text="",
        sender=campaign.sender,
    )


def _screened(order: Order, people: Iterator[Contact]) -> Iterator[list[Draft]]:
    for chunk in bulk.chunks(people, CHUNK):
        drafts = compose(order, chunk)
        verdicts = gates.screen(order.workspace, drafts, clock.now(), gates.BEFORE_QUEUE)
        for draft, verdict in zip(drafts, verdicts, strict=True):
            draft.verdict = verdict
        yield drafts


def _count(
    order: Order, drafts: list[Draft], result: Estimate, parts: Counter[int], skipped: Counter[str]
) -> None:
    passing = [draft for draft in drafts if draft.passes]
    held = sum(isinstance(draft.verdict, Hold) for draft in passing)
    result.held += held
    result.now += len(passing) - held
    result.credits += price(order, passing)
    result.ucs2 += sum(draft.measure.encoding == "UCS-2" for draft in passing)
    parts.update(draft.measure.parts for draft in passing)
    skipped.update(draft.verdict.reason for draft in drafts if isinstance(draft.verdict, Refuse))


def _scaled(result: Estimate) -> Estimate:
    factor = result.audience / MOST_EXACT
    for name in ("now", "held", "credits", "ucs2"):
        setattr(result, name, round(getattr(result, name) * factor))
    result.parts = {size: round(count * factor) for size, count in result.parts.items()}
    result.skipped = {reason: round(count * factor) for reason, count in result.skipped.items()}
    return result
