"""Where the people of a campaign are, counted ahead: a million of them take a second, and a page has a fifth.

The clock counts (`stale`, `keep`); pages ask `of` and `progress_of`, which count themselves what is small
and new (docs/adr/0029). The rows stay the truth: what is kept is a copy of a count of them, with its time.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from apps.campaigns import pace, queries
from apps.campaigns.models import Campaign, Headcount, Recipient
from apps.campaigns.progress import Progress
from apps.campaigns.progress import progress_of as counted_progress_of
from apps.campaigns.queries import Report, Skip
from apps.common import clock
from apps.messaging.models import Message
from apps.messaging.states import State as Text

# People: so many are counted in some 50 ms, at every look.
LARGE = 20_000
# One under way is counted again after so long, and never so often that counting takes more than a twentieth.
SOON, SHARE = timedelta(seconds=10), 20
# After its end late receipts and replies come, ever fewer: the pauses grow with its age, and then end.
SETTLING, LONGEST_PAUSE = timedelta(days=7), timedelta(hours=1)
# A small one that is over is counted at each look for so long.
NEWS = timedelta(hours=1)
# A clock that stands still: of one under way nothing older is shown.
TOO_OLD = timedelta(minutes=15)
MOST_A_TURN = 500
MOMENTS = ("opens", "all_open")  # of a report

State = Campaign.State
LIVE = (State.EXPANDING, State.SENDING, State.PAUSED, State.CANCELING)
FINAL = (State.COMPLETED, State.CANCELED)


@dataclass(frozen=True, slots=True)
class Count:
    """What a campaign's page tells of its people."""

    report: Report
    remaining: int = 0  # could be tried again
    reserved: int = 0  # credits of texts that no carrier was given yet
    counted_at: datetime | None = None  # None: just now


def count(campaign: Campaign) -> Count:
    """From the rows, now."""
    return Count(queries.report(campaign), _remaining(campaign), _reserved(campaign))


def of(campaign: Campaign) -> Count:
    """What was kept, where that is good; else counted now."""
    return ready(campaign) or count(campaign)


def ready(campaign: Campaign) -> Count | None:
    """What was kept, where that is good."""
    row = kept([campaign]).get(campaign.pk)
    return replace(_read(row.numbers), counted_at=row.counted_at) if row else None


def progress_of(campaigns: Sequence[Campaign]) -> dict[int, Progress]:
    """Campaign id → progress: kept ones in one query, the others in two."""
    rows = kept(campaigns)
    found = {pk: _read(row.numbers).report.progress for pk, row in rows.items()}
    return found | counted_progress_of([one for one in campaigns if one.pk not in rows])


def opens(campaigns: Sequence[Campaign]) -> dict[int, datetime]:
    """Campaign id → when the first of its held texts may go, of those that were counted ahead."""
    reports = {pk: _read(row.numbers).report for pk, row in kept(campaigns).items()}
    return {pk: report.opens for pk, report in reports.items() if report.opens}


def kept(campaigns: Iterable[Campaign]) -> dict[int, Headcount]:
    """Counts that may be shown instead of counting."""
    by_id = {one.pk: one for one in campaigns}
    rows = Headcount.everywhere.filter(campaign__in=list(by_id))
    return {row.campaign_id: row for row in rows if _is_good(row, by_id[row.campaign_id])}


def _is_good(row: Headcount, campaign: Campaign) -> bool:
    if (row.state, row.round) != (campaign.state, campaign.round):
        return False
    if campaign.state in FINAL:
        return row.audience >= LARGE or clock.now() - _ended(campaign) > NEWS
    too_old = max(TOO_OLD, timedelta(seconds=row.took * SHARE * 2))
    return row.audience >= LARGE and clock.now() - row.counted_at < too_old


def _ended(campaign: Campaign) -> datetime:
    return campaign.completed_at or campaign.updated_at


def forget(lane: int | None) -> None:
    """Somebody decided about a text by hand, and wants to see that."""
    if lane is not None:
        Headcount.everywhere.filter(campaign__lane=lane).delete()


def keep(campaign: Campaign) -> None:
    """Count it, and keep that for the pages."""
    began = time.monotonic()
    found = count(campaign)
    Headcount.everywhere.update_or_create(
        campaign=campaign,
        defaults={
            "workspace_id": campaign.workspace_id,
            "state": campaign.state,
            "round": campaign.round,
            "audience": found.report.progress.audience,
            "numbers": _written(found),
            "per_second": pace.counted_rate(campaign.workspace, campaign.lane_id),
            "counted_at": clock.now(),
            "took": time.monotonic() - began,
        },
    )


def stale() -> Iterator[Campaign]:
    """What the clock has to count: large ones under way, and those that are over until nothing more comes."""
    rows = Campaign.everywhere.exclude(lane=None).select_related("workspace", "headcount").order_by("-id")
    live = rows.filter(state__in=LIVE)[:MOST_A_TURN]
    yield from (one for one in live if _is_due(one) and _is_large(one))
    ended = Coalesce("completed_at", "updated_at")
    unsettled = Q(headcount=None) | ~Q(headcount__state=F("state"))
    unsettled |= Q(headcount__counted_at__lt=ended + SETTLING)
    over = rows.filter(unsettled, state__in=FINAL)[:MOST_A_TURN]
    yield from (one for one in over if _is_due(one))


def anything_stale() -> bool:
    return any(True for _ in stale())


def _is_due(campaign: Campaign) -> bool:
    row: Headcount | None = getattr(campaign, "headcount", None)
    if row is None or (row.state, row.round) != (campaign.state, campaign.round):
        return True
    pause = max(SOON, timedelta(seconds=row.took * SHARE))
    if campaign.state in FINAL:
        pause = max(pause, min(LONGEST_PAUSE, (row.counted_at - _ended(campaign)) / SHARE))
    return clock.now() - row.counted_at >= pause


def _is_large(campaign: Campaign) -> bool:
    people = Recipient.objects.of(campaign.workspace_id).filter(campaign=campaign).order_by()
    return people[:LARGE].count() == LARGE


def _remaining(campaign: Campaign) -> int:
    if campaign.state != State.COMPLETED:
        return 0
    return Recipient.objects.of(campaign.workspace_id).filter(campaign=campaign).remaining().count()


def _reserved(campaign: Campaign) -> int:
    if campaign.lane_id is None:
        return 0
    rows = Message.objects.of(campaign.workspace_id).filter(lane=campaign.lane_id, refunded=False)
    waiting = rows.filter(phase=Message.Phase.QUEUE, state=Text.QUEUED)
    return waiting.aggregate(total=Sum("credits"))["total"] or 0


def _written(found: Count) -> dict[str, Any]:
    report = found.report
    moments = {name: at.isoformat() if (at := getattr(report, name)) else None for name in MOMENTS}
    kept_report = {
        "progress": asdict(report.progress),
        "skips": [asdict(one) for one in report.skips],
        **{name: getattr(report, name) for name in ("replied", "opted_out", "errors", "refunded")},
        **moments,
    }
    return {"report": kept_report, "remaining": found.remaining, "reserved": found.reserved}


def _read(data: dict[str, Any]) -> Count:
    held = data.get("report", {})
    at = {name: datetime.fromisoformat(held[name]) if held.get(name) else None for name in MOMENTS}
    places = {one.name for one in fields(Progress)}
    report = Report(
        Progress(**{name: value for name, value in held.get("progress", {}).items() if name in places}),
        [Skip(**one) for one in held.get("skips", ())],
        replied=held.get("replied", 0),
        opted_out=held.get("opted_out", 0),
        errors=held.get("errors", []),
        refunded=held.get("refunded", 0),
        **at,
    )
    return Count(report, data.get("remaining", 0), data.get("reserved", 0))
