"""Above what a launch needs a second person's yes, and how large a campaign is by that measure."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext_noop as _

from apps.accounts.audit import writing as audit
from apps.accounts.models import Workspace
from apps.audiences import spec as audiences
from apps.audiences.models import Segment
from apps.campaigns.approval.models import Approval
from apps.campaigns.dry_run.actions import wording_of as text_and_audience_of
from apps.campaigns.estimate import audience_size, estimate
from apps.campaigns.models import Campaign, Guard
from apps.campaigns.refusals import BadLimit, NeedsApproval
from apps.common import clock
from apps.common.sentences import shape

LEAST, MOST = 1, 100_000_000
# Lists live: what was approved may have grown by so much of itself when it goes. More is another campaign.
GROWTH = 0.1
_RANGE = shape(_("Choose a whole number from %(least)s to %(most)s."))
_MANY = shape(
    _(
        "Campaigns to more than %(limit)s people need a second person's yes, and this one goes to %(count)s. "
        "Ask for it: an owner or an admin can give it."
    )
)
_DEAR = shape(
    _(
        "Campaigns of more than %(limit)s credits need a second person's yes, and this one takes about "
        "%(count)s. Ask for it: an owner or an admin can give it."
    )
)


@dataclass(frozen=True, slots=True)
class Limits:
    """More than these, and two people launch. None: never."""

    people: int | None = None
    credits: int | None = None

    @property
    def any(self) -> bool:
        return self.people is not None or self.credits is not None


@dataclass(frozen=True, slots=True)
class Size:
    """`people`: in the audience, whatever the gates say of them. `credits`: None where nobody asked."""

    people: int
    credits: int | None = None


def limits_of(workspace: Workspace | int) -> Limits:
    """Those of a sandbox are never set: nothing of it reaches anybody."""
    workspace_id = workspace if isinstance(workspace, int) else workspace.pk
    row = Guard.objects.of(workspace_id).values_list("approval_people", "approval_credits").first()
    return Limits(*row) if row else Limits()


@transaction.atomic
def set_limits(workspace: Workspace, limits: Limits, actor: str) -> None:
    """Above how many people or credits a second person must say yes. Who changes it stands in the audit log.

    Raises BadLimit, naming the field.
    """
    given = _by_field(limits)
    for name, value in given.items():
        if value is not None and not LEAST <= value <= MOST:
            raise BadLimit(_RANGE % {"least": LEAST, "most": f"{MOST:,}"}, field=name)
    was = _by_field(limits_of(workspace))
    if was == given:
        return
    Guard.everywhere.update_or_create(workspace=workspace, defaults=given)
    audit.note_change(workspace, "Limits above which a campaign needs approval", was, given, by=actor)


def _by_field(limits: Limits) -> dict[str, int | None]:
    return {"approval_people": limits.people, "approval_credits": limits.credits}


def size_of(campaign: Campaign, *, at: datetime | None = None, limits: Limits | None = None) -> Size:
    """Counted now, as if it went `at` that time. Credits cost a look at up to 20,000 people (0.8 s): they are
    left out where these `limits` do not ask for them."""
    people = audience_size(campaign)
    if limits is not None and limits.credits is None:
        return Size(people)
    return Size(people, estimate(campaign, at=at if at and at > clock.now() else None).credits)


def refusal_of(limits: Limits, size: Size) -> NeedsApproval | None:
    """Why one person is not enough; None when one is."""
    if limits.people is not None and size.people > limits.people:
        text = _MANY % {"limit": f"{limits.people:,}", "count": f"{size.people:,}"}
        return NeedsApproval(text, people=size.people)
    if limits.credits is not None and (size.credits or 0) > limits.credits:
        text = _DEAR % {"limit": f"{limits.credits:,}", "count": f"{size.credits or 0:,}"}
        return NeedsApproval(text, credits=size.credits)
    return None


def need(campaign: Campaign, at: datetime | None = None) -> NeedsApproval | None:
    """Why this campaign needs a second person, as it stands; None when it does not. One query where no limit
    is set, one count more where one of people is."""
    limits = limits_of(campaign.workspace_id)
    return refusal_of(limits, size_of(campaign, at=at, limits=limits)) if limits.any else None


def covers(approval: Approval, campaign: Campaign, size: Size) -> bool:
    """Whether this yes is to this campaign: the same text and audience, and hardly more people."""
    said = approval.wording == wording_of(campaign)
    return said and _near(size.people, approval.people) and _near(size.credits or 0, approval.credits)


def _near(now: int, then: int) -> bool:
    return now <= then + int(then * GROWTH)


def wording_of(campaign: Campaign) -> str:
    """Digest of what a yes is to. Another filter of its segment is another audience, though nobody edited
    the campaign."""
    spec = audiences.read(campaign.audience)
    keys = {*spec.include.segments, *spec.exclude.segments}
    segments = Segment.objects.of(campaign.workspace_id).filter(pk__in=keys).order_by("pk")
    said = [text_and_audience_of(campaign), list(segments.values_list("pk", "filter"))]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
