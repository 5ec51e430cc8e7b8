"""The circuit breaker: a campaign whose first results are bad pauses itself, and a person decides.

A list of wrong numbers, a blocked sender or a text that people hate shows in the first few hundred. Without
this the other hundred thousand find out too.
"""

import time
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext_noop as _

from apps.accounts.audit import writing as audit
from apps.accounts.models import Workspace
from apps.campaigns import actions, queries
from apps.campaigns.models import Campaign, Guard
from apps.campaigns.refusals import BadLimit, NotPausable
from apps.common import clock
from apps.common.sentences import shape
from apps.events import diary
from apps.messaging.models import Message
from apps.messaging.refusals import BY_RULE
from apps.messaging.states import State as Text

State = Campaign.State
# Seconds between two looks, and how many times longer than a look took the next one waits: 2 % of the time.
EVERY, REST = timedelta(seconds=5), 50
LIMITS = {
    "sample": (50, 5_000),
    "failures": (1, 100),
    "opt_outs": (1, 100),
    "canary": (0, 1_000),
    "canary_wait": (5, 3_600),
    "undo_seconds": (0, 300),
}


@dataclass(frozen=True, slots=True)
class Results:
    """What has come of a campaign's texts: tried with a carrier, delivered, failed; people who left."""

    tried: int = 0
    delivered: int = 0
    failed: int = 0
    left: int = 0

    def since(self, before: "Results") -> "Results":
        """Those that are not of `before`: what a person has seen and forgiven counts no more."""
        mine, theirs = asdict(self), asdict(before)
        return Results(**{name: max(0, mine[name] - theirs[name]) for name in mine})

    @property
    def judged(self) -> int:
        """Texts whose fate is known. A carrier that sends no receipts says so by taking them."""
        return self.delivered + self.failed if self.delivered else self.tried


def guard_of(workspace: Workspace | int) -> Guard:
    """The limits of a workspace; the defaults, unsaved, when it has set none."""
    workspace_id = workspace if isinstance(workspace, int) else workspace.pk
    return Guard.objects.of(workspace_id).first() or Guard(workspace_id=workspace_id)


_RANGE = shape(_("Choose a whole number from %(least)s to %(most)s."))


@transaction.atomic
def set_guard(workspace: Workspace, **given: int) -> None:
    """The workspace's limits, by the names of LIMITS. Raises BadLimit, naming the field."""
    for name, value in given.items():
        least, most = LIMITS[name]
        if not least <= value <= most:
            raise BadLimit(_RANGE % {"least": least, "most": f"{most:,}"}, field=name)
    held = guard_of(workspace)
    before = {name: getattr(held, name) for name in given}
    Guard.everywhere.update_or_create(workspace=workspace, defaults=given)
    audit.note_change(workspace, "Safety of campaigns", before, given)


def watch(campaign: Campaign) -> bool:
    """Look whether it is time to; answers whether the campaign was paused."""
    if not _is_my_turn(campaign):
        return False
    began = time.monotonic()
    seen = results(campaign)
    reason = verdict(guard_of(campaign.workspace_id), seen.since(Results(**campaign.forgiven)))
    if reason:
        return trip(campaign, reason, seen)
    rest = max(EVERY, timedelta(seconds=REST * (time.monotonic() - began)))
    Campaign.everywhere.filter(pk=campaign.pk).update(watched_at=clock.now() + rest)
    return False


def _is_my_turn(campaign: Campaign) -> bool:
    """Of several machines one looks."""
    now = clock.now()
    due = Campaign.everywhere.filter(pk=campaign.pk, state__in=actions.AT_WORK, lane__isnull=False)
    waiting = due.filter(Q(watched_at=None) | Q(watched_at__lte=now))
    return bool(waiting.update(watched_at=now + EVERY))


def results(campaign: Campaign) -> Results:
    """Counted from the texts. What a gate stopped at the door is no failure of anybody's."""
    tried = Q(sent_at__isnull=False) | Q(state=Text.FAILED) | Q(state=Text.REFUSED, attempts__gt=0)
    of_carrier = tried & ~Q(error_code__in=list(BY_RULE))
    counted = (
        Message.objects.of(campaign.workspace_id)
        .filter(lane=campaign.lane_id)
        .aggregate(
            tried=Count("pk", filter=of_carrier),
            delivered=Count("pk", filter=Q(state=Text.DELIVERED)),
            failed=Count("pk", filter=of_carrier & Q(state__in=(Text.FAILED, Text.REFUSED))),
        )
    )
    return Results(**counted, left=queries.left(campaign))


_FAILED = shape(_("It paused itself: %(count)s of %(of)s texts failed; the limit is %(limit)s %%."))
_LEFT = shape(
    _("It paused itself: %(count)s of %(of)s texts were answered by an opt-out; the limit is %(limit)s %%.")
)


def verdict(guard: Guard, seen: Results, *, sample: int = 0) -> str:
    """Why it should pause; "" while all is well or too little is known (sample: the guard's when 0)."""
    for limit, count, of, sentence in (
        (guard.failures, seen.failed, seen.judged, _FAILED),
        (guard.opt_outs, seen.left, seen.tried, _LEFT),
    ):
        if of >= (sample or guard.sample) and count * 100 > limit * of:
            return sentence % {"count": f"{count:,}", "of": f"{of:,}", "limit": limit}
    return ""


def trip(campaign: Campaign, reason: str, seen: Results) -> bool:
    """Pause it for this reason; False when somebody was first."""
    try:
        actions.pause(campaign, "circuit breaker", reason)
    except NotPausable:
        return False  # somebody paused or ended it a moment ago
    # Who resumes it has read the reason: from here on only what comes after is judged.
    Campaign.everywhere.filter(pk=campaign.pk).update(forgiven=asdict(seen), watched_at=None)
    diary.record(
        campaign.workspace_id, "campaign.tripped", campaign.public_id, reason=reason, results=asdict(seen)
    )
    return True
