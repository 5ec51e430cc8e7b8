"""What a campaign's page shows, and how often it asks for news."""

from typing import Any

from apps.accounts.roles import EDIT, SEND
from apps.audiences import spec as audiences
from apps.campaigns import headcounts, pace
from apps.campaigns.dry_run import queries as dry_runs
from apps.campaigns.expansion import OUT_OF_CREDITS
from apps.campaigns.models import Campaign, Recipient
from apps.campaigns.people import people
from apps.campaigns.progress import Progress
from apps.dashboard import approving, comparing
from apps.dashboard.campaign_state import is_asleep
from apps.dashboard.composer import steps
from apps.dashboard.composer.naming import described
from apps.dashboard.composer.preview import preview
from apps.dashboard.requests import Request
from apps.messaging.models import Message
from apps.senders import queries as senders

State = Campaign.State
FINAL = (State.COMPLETED, State.CANCELED)
NOT_LAUNCHED = (State.DRAFT, State.SCHEDULED)
HALTED = (State.PAUSED, State.CANCELING)
# People, and seconds between two looks: counting grows with the rows, so large ones are asked less often.
LOOKS = ((50_000, 2), (200_000, 5), (1 << 62, 15))
UNSURE_SHOWN = 20


def live(request: Request, campaign: Campaign) -> dict[str, Any]:
    """The moving part of the page: about ten queries, and of a large campaign the clock's count."""
    counted = headcounts.of(campaign)
    seen = counted.report
    return {
        "campaign": campaign,
        "report": seen,
        "progress": seen.progress,
        "every": looks(campaign, seen.progress),
        "is_final": campaign.state in FINAL,
        "is_launched": campaign.state not in NOT_LAUNCHED,
        "is_asleep": is_asleep(campaign, seen.progress),
        "is_counting": is_counting(campaign),
        "all_got_it": all_got_it(campaign, seen.progress),
        "is_poor": campaign.pause_reason == OUT_OF_CREDITS,
        "finish": pace.finish(campaign, seen.progress) if campaign.state not in HALTED else None,
        "remaining": counted.remaining,
        "reserved": counted.reserved,
        "counted_at": counted.counted_at,
        "unsure": _unsure(campaign) if seen.progress.unsure else [],
        "may_send": request.member.may(SEND),
    }


def _shown(campaign: Campaign) -> str:
    """A real person's text: the first that was sent, before that the first as it would be. (The newest of
    those that were sent may lie behind half a million that were queued later.)"""
    sent = _first_sent(campaign.workspace_id, campaign.lane_id) if campaign.lane_id else None
    return sent.body if sent else preview(campaign).body


def _first_sent(workspace_id: int, lane: int) -> Message | None:
    """In the order of the lane's own index, which only a range brings about: told that the lane is one, the
    database walked all messages by their keys until it came to the lane's (19 s of ten million)."""
    rows = Message.objects.of(workspace_id).filter(lane__gte=lane, lane__lte=lane, sent_at__isnull=False)
    return rows.order_by("lane_id", "id").first()


def is_counting(campaign: Campaign) -> bool:
    """Launched a moment ago: who is in the audience is not fixed yet, so there is no number to show."""
    return campaign.state == State.EXPANDING and campaign.snapshot_at is None


def all_got_it(campaign: Campaign, numbers: Progress) -> bool:
    """It is over, and every one of its people was sent a text."""
    return campaign.state == State.COMPLETED and 0 < numbers.audience == numbers.sent + numbers.delivered


def _unsure(campaign: Campaign) -> list[Recipient]:
    return list(people(campaign, "unsure").order_by("id")[:UNSURE_SHOWN])


def looks(campaign: Campaign, numbers: Progress) -> int:
    """Seconds until the page asks again; 0: never, it is final."""
    if campaign.state in (*FINAL, State.DRAFT):
        return 0
    if campaign.state == State.SCHEDULED:
        return 2 if campaign.undo_until else 15
    return next(seconds for size, seconds in LOOKS if numbers.audience < size)


def page(request: Request, campaign: Campaign) -> dict[str, Any]:
    """The whole page."""
    return {
        **live(request, campaign),
        "audience": described(request.workspace, audiences.read(campaign.audience)),
        "sender": campaign.sender or senders.default(request.workspace),
        "shown": _shown(campaign),
        "beside": comparing.lines(campaign),
        "dry_run": dry_runs.newest(campaign),
        **approving.of_campaign(request, campaign),
        "may_edit": request.member.may(EDIT),
        "go_on": steps.address(campaign, steps.unfinished(campaign)),
    }
