"""What a campaign would cost and whom it would reach: the send's own compose and gates, without effects."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet

from apps.audiences import spec as audiences
from apps.audiences.queries import members
from apps.campaigns.models import Campaign
from apps.campaigns.tally import Estimate, Tally
from apps.common import bulk, clock
from apps.common.among import Among
from apps.contacts.models import Contact
from apps.messaging import gates
from apps.messaging.drafts import Draft, Order, compose
from apps.messaging.models import Message

__all__ = ["Estimate", "audience_size", "estimate", "order_of"]

CHUNK = 1_000
# A page must answer: beyond this many people the estimate is scaled up from a sample and says so.
MOST_EXACT = 20_000


def estimate(campaign: Campaign, *, at: datetime | None = None, most: int = MOST_EXACT) -> Estimate:
    """Compose and screen the audience without effects, as if it were launched `at` that time (None: now).

    At most `most` people are looked at; for more the numbers are scaled up and `exact` is False.
    """
    spec = audiences.read(campaign.audience)
    if spec.include.is_empty:
        return Estimate()
    people = members(campaign.workspace_id, spec).order_by("pk")
    audience = people.count()
    tally = Tally(order_of(campaign))
    for chunk in _chunks(people[:most]):
        tally.count(screened(tally.order, chunk, at or clock.now()))
    return tally.result(audience)


def _chunks(people: QuerySet[Contact]) -> Iterator[list[Contact]]:
    """In their order. No cursor is left open: SQLite would refuse whoever wants to write under an old one."""
    for keys in bulk.chunks(people.values_list("pk", flat=True), CHUNK):
        yield list(Contact.everywhere.filter(Among("pk", keys)).order_by("pk"))


def audience_size(campaign: Campaign) -> int:
    """How many are in its audience now; the gates may leave out some of them."""
    return members(campaign.workspace_id, audiences.read(campaign.audience)).count()


def order_of(campaign: Campaign) -> Order:
    """The order that a launch would give."""
    return Order(
        workspace=campaign.workspace,
        body=campaign.body,
        kind=Message.Kind.MARKETING,
        charge_key="",
        charge_text="",
        sender=campaign.sender,
        pool=campaign.pool,
    )


def screened(order: Order, people: Sequence[Contact], at: datetime) -> list[Draft]:
    """The drafts of send(), with the verdicts of its gates, and nothing after that."""
    drafts = compose(order, people)
    verdicts = gates.screen(order.workspace, drafts, at, gates.BEFORE_QUEUE)
    for draft, verdict in zip(drafts, verdicts, strict=True):
        draft.verdict = verdict
    return drafts
