"""Expand: an audience becomes recipients, and recipients become messages, in chunks of one transaction each.

A crash between two chunks loses nothing and repeats nothing: a recipient's outcome is written together with
its message (promise 3).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db import transaction

from apps.audiences import spec as audiences
from apps.audiences.queries import members
from apps.campaigns.models import Campaign, Recipient
from apps.campaigns.snapshot import insert_recipients
from apps.common import bulk, clock
from apps.compliance.gates import Hold, Refuse
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.credits.refusals import InsufficientCredits
from apps.events import diary
from apps.messaging import lanes, pipeline
from apps.messaging.drafts import Draft, Order
from apps.messaging.models import Message
from apps.messaging.rescreening import PASSING

State = Campaign.State
CHUNK = 500
OUT_OF_CREDITS = "There are not enough credits for the next recipients."


class NotNow(Exception):
    """The workspace is suspended or the sender paused: the audience waits instead of being burnt."""


@transaction.atomic
def snapshot(campaign: Campaign) -> None:
    """Fix the audience: one Recipient a person, in one statement. Twice is once."""
    locked = _at_work(campaign)
    if locked is None or locked.snapshot_at is not None:
        return
    people = members(locked.workspace_id, audiences.read(locked.audience))
    insert_recipients(locked, people)
    locked.snapshot_at = clock.now()
    locked.save(update_fields=["snapshot_at"])


@transaction.atomic
def expand_chunk(campaign: Campaign) -> int:
    """Give the next recipients their outcome; answers how many. 0: nobody is left, or it is not its turn.

    The campaign's row is locked, so a pause or a cancel comes before this chunk or after it, never within.
    """
    locked = _at_work(campaign)
    if locked is None or locked.lane is None:
        return 0
    pending = Recipient.objects.of(locked.workspace_id).filter(campaign=locked).pending()
    chunk = list(pending.order_by("id").select_related("contact")[:CHUNK])
    if not chunk:
        _dispatched(locked)
        return 0
    there = [one for one in chunk if _gone(one) is None]
    try:
        with transaction.atomic():
            drafts = pipeline.send(_order(locked, chunk), [one.contact for one in there if one.contact])
            if any(draft.verdict and draft.verdict.rule in PASSING for draft in drafts):
                raise NotNow
    except NotNow:
        return 0
    except InsufficientCredits as refusal:
        _out_of_credits(locked, refusal)
        return 0
    ways = {one.pk: way for one in chunk if (way := _gone(one))}
    ways |= {one.pk: _way(draft) for one, draft in zip(there, drafts, strict=True)}
    messages = {one.pk: draft.message.pk for one, draft in zip(there, drafts, strict=True) if draft.message}
    _write_outcomes(ways, messages)
    return len(chunk)


def _at_work(campaign: Campaign) -> Campaign | None:
    row: Campaign | None = (
        Campaign.everywhere.filter(pk=campaign.pk, state=State.EXPANDING)
        .select_for_update(of=("self",))
        .select_related("workspace", "lane", "sender__carrier")
        .first()
    )
    return row


def _order(campaign: Campaign, chunk: Sequence[Recipient]) -> Order:
    return Order(
        workspace=campaign.workspace,
        body=campaign.body,
        kind=Message.Kind.MARKETING,
        # The chunk's first recipient names it; a second round of the same people is another charge.
        charge_key=f"{campaign.public_id}:{campaign.round}:{chunk[0].pk}",
        charge_text=f"Campaign: {campaign.name}"[:200],
        origin=campaign.public_id,
        sender=campaign.sender,
        lane=campaign.lane,
        metadata=campaign.metadata,
    )


def _write_outcomes(ways: Mapping[int, "Way"], messages: Mapping[int, int]) -> None:
    """One UPDATE for each way it went: a row's own CASE for 500 rows made the chunk ten times slower."""
    alike: defaultdict[Way, list[int]] = defaultdict(list)
    for pk, way in ways.items():
        alike[way].append(pk)
    for way, ids in alike.items():
        Recipient.everywhere.filter(pk__in=ids).update(
            outcome=way.outcome,
            rule=way.rule,
            reason=way.reason[:200],
            temporary=way.temporary,
            decided_at=clock.now(),
        )
    bulk.update_each(Recipient, messages, "message_id")


class Way(NamedTuple):
    """What became of a recipient, as its row says it."""

    outcome: str
    rule: str = ""
    reason: str = ""
    temporary: bool = False


def _gone(recipient: Recipient) -> Way | None:
    """Who may no longer be texted as the audience was fixed: a number may be somebody else's by now."""
    contact = recipient.contact
    if contact is None:
        return Way(Recipient.Outcome.SKIPPED, "contact_deleted", "The contact was deleted first.")
    if contact.phone != recipient.phone:
        return Way(Recipient.Outcome.SKIPPED, "number_changed", "Their number changed first.")
    if contact.status == Contact.Status.ARCHIVED:
        return Way(Recipient.Outcome.SKIPPED, "archived", "The contact was archived first.")
    return None


def _way(draft: Draft) -> Way:
    verdict = draft.verdict
    if isinstance(verdict, Refuse):
        return Way(Recipient.Outcome.SKIPPED, verdict.rule, verdict.reason, verdict.temporary)
    if isinstance(verdict, Hold):
        reason = f"{verdict.reason} Held until {verdict.until:%Y-%m-%d %H:%M} UTC."
        return Way(Recipient.Outcome.QUEUED, verdict.rule, reason)
    return Way(Recipient.Outcome.QUEUED)


def _dispatched(campaign: Campaign) -> None:
    """Everybody has an outcome."""
    campaign.state, campaign.dispatched_at = State.SENDING, clock.now()
    campaign.save(update_fields=["state", "dispatched_at"])
    diary.record(campaign.workspace_id, "campaign.dispatched", campaign.public_id)


def _out_of_credits(campaign: Campaign, refusal: InsufficientCredits) -> None:
    """Nothing of the chunk was queued; the campaign waits for credits and then goes on."""
    assert campaign.lane is not None
    if ledger.locked_balance(campaign.workspace_id) >= int(str(refusal.facts["required"])):
        return  # somebody granted credits a moment ago: the next turn has them
    lanes.pause(campaign.lane)
    campaign.state, campaign.pause_reason = State.PAUSED, OUT_OF_CREDITS
    campaign.save(update_fields=["state", "pause_reason"])
    diary.record(
        campaign.workspace_id,
        "campaign.paused",
        campaign.public_id,
        reason=OUT_OF_CREDITS,
        required=refusal.facts.get("required"),
        available=refusal.facts.get("available"),
    )
