"""Expand: an audience becomes recipients, and recipients become messages, in chunks of one transaction each.

A crash between two chunks loses nothing and repeats nothing: a recipient's outcome is written together with
its message (promise 3).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_noop as _

from apps.campaigns.models import Campaign, Recipient
from apps.campaigns.pending import Pending, Way, after
from apps.campaigns.snapshot import step as fix_next_part
from apps.common import bulk, clock
from apps.common.sentences import shape
from apps.compliance.gates import Hold, Refuse
from apps.credits import ledger
from apps.credits.refusals import InsufficientCredits
from apps.events import diary
from apps.messaging import lanes, pipeline
from apps.messaging.drafts import Draft, Order
from apps.messaging.models import Message
from apps.messaging.rescreening import PASSING

State = Campaign.State
CHUNK = 1_000
_CHARGE = shape(_("Campaign: %(name)s"))
OUT_OF_CREDITS = _("There are not enough credits for the next recipients.")


class NotNow(Exception):
    """The workspace is suspended or the sender paused: the audience waits instead of being burnt."""


@transaction.atomic
def snapshot(campaign: Campaign) -> bool:
    """Fix the next part of the audience, one Recipient a person; says whether there is more."""
    locked = _at_work(campaign)
    return locked is not None and locked.snapshot_at is None and fix_next_part(locked)


@transaction.atomic
def expand_chunk(campaign: Campaign, size: int = 0) -> int:
    """Give the next `size` (0: CHUNK) recipients their outcome; answers how many. 0: nobody is left, or it is
    not its turn.

    The campaign's row is locked, so a pause or a cancel comes before this chunk or after it, never within.
    """
    locked = _at_work(campaign)
    if locked is None or locked.lane is None or locked.snapshot_at is None:
        return 0
    chunk = after(locked, size or CHUNK)
    if not chunk:
        _dispatched(locked)
        return 0
    ways = {one.recipient: way for one in chunk if (way := one.gone)}
    there = [one for one in chunk if one.recipient not in ways]
    try:
        with transaction.atomic():
            drafts = pipeline.send(_order(locked, chunk), there)
            if any(draft.verdict and draft.verdict.rule in PASSING for draft in drafts):
                raise NotNow
    except NotNow:
        return 0
    except InsufficientCredits as refusal:
        _out_of_credits(locked, refusal)
        return 0
    ways |= {one.recipient: _way(draft) for one, draft in zip(there, drafts, strict=True)}
    _write_outcomes(ways, {one.recipient: draft.message_id for one, draft in zip(there, drafts, strict=True)})
    Campaign.everywhere.filter(pk=locked.pk).update(expanded_to=chunk[-1].recipient)
    return len(chunk)


def _at_work(campaign: Campaign) -> Campaign | None:
    row: Campaign | None = (
        Campaign.everywhere.filter(pk=campaign.pk, state=State.EXPANDING)
        .select_for_update(of=("self",))
        .select_related("workspace", "lane", "sender__carrier", "pool")
        .first()
    )
    return row


def _order(campaign: Campaign, chunk: Sequence[Pending]) -> Order:
    return Order(
        workspace=campaign.workspace,
        body=campaign.body,
        kind=Message.Kind.MARKETING,
        # The chunk's first recipient names it; a second round of the same people is another charge.
        charge_key=f"{campaign.public_id}:{campaign.round}:{chunk[0].recipient}",
        charge_text=(_CHARGE % {"name": campaign.name})[:200],
        origin=campaign.public_id,
        sender=campaign.sender,
        pool=campaign.pool,
        lane=campaign.lane,
        metadata=campaign.metadata,
    )


def _write_outcomes(ways: Mapping[int, Way], messages: Mapping[int, int | None]) -> None:
    """One UPDATE for each way it went, and so one write for each row."""
    alike: defaultdict[Way, dict[int, int | None]] = defaultdict(dict)
    for pk, way in ways.items():
        alike[way][pk] = messages.get(pk)
    for way, keys in alike.items():
        bulk.update_pairs(Recipient, "message_id", keys, decided_at=clock.now(), **way._asdict())


def _way(draft: Draft) -> Way:
    verdict = draft.verdict
    if isinstance(verdict, Refuse):
        return Way(Recipient.Outcome.SKIPPED, verdict.rule, verdict.reason[:200], verdict.temporary)
    if isinstance(verdict, Hold):
        reason = f"{verdict.reason} Held until {verdict.until:%Y-%m-%d %H:%M} UTC."[-200:]
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
