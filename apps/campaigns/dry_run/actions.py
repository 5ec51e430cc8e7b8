"""Verbs of dry runs."""

import json
import time
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from apps.accounts.models import User
from apps.audiences import spec as audiences
from apps.audiences.queries import members
from apps.audiences.refusals import EmptyAudience
from apps.campaigns.dry_run import summing
from apps.campaigns.dry_run.looking import look_at
from apps.campaigns.dry_run.models import DryRun, Foreseen
from apps.campaigns.estimate import order_of
from apps.campaigns.models import Campaign
from apps.campaigns.refusals import NoBody
from apps.common import clock
from apps.senders import queries as senders

State = DryRun.State
CHUNK = 2_000
# A page that starts a dry run waits for it this long; what is larger goes on in the background.
AT_ONCE_SECONDS = 1.5


def wording_of(campaign: Campaign) -> str:
    """A digest of what decides a campaign's outcome: a dry run of another wording says nothing of this."""
    sender = None if campaign.pool_id else campaign.sender or senders.default(campaign.workspace)
    said = [campaign.body, campaign.audience, sender.pk if sender else None, campaign.pool_id]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def start(campaign: Campaign, by: User | None = None, *, at: datetime | None = None) -> DryRun:
    """Begin a dry run, for the moment `at` (None: the planned time, or now). Replaces earlier ones.

    Raises NoBody, EmptyAudience.
    """
    Campaign.objects.of(campaign.workspace_id).select_for_update(of=("self",)).get(pk=campaign.pk)
    if not campaign.body.strip():
        raise NoBody
    spec = audiences.read(campaign.audience)
    count = 0 if spec.include.is_empty else members(campaign.workspace_id, spec).count()
    if not count:
        raise EmptyAudience
    _forget(campaign)
    run: DryRun = DryRun.objects.create(
        workspace=campaign.workspace,
        campaign=campaign,
        wording=wording_of(campaign),
        at=at or campaign.scheduled_at or clock.now(),
        audience=count,
        created_by=by,
    )
    return run


def _forget(campaign: Campaign) -> None:
    """Only the newest run of a wording is of use, and a million rows of an older one are a burden."""
    old = DryRun.objects.of(campaign.workspace_id).filter(campaign=campaign)
    Foreseen.objects.of(campaign.workspace_id).filter(run__in=old)._raw_delete(old.db)  # type: ignore[attr-defined]
    old.delete()


def turn(run: DryRun, until: float) -> bool:
    """Work at it until everybody has a row or time.monotonic() says `until`; says whether it is finished."""
    while time.monotonic() < until:
        if not chunk(run):
            return True
    return False


@transaction.atomic
def chunk(run: DryRun) -> int:
    """Look at the next people, in one transaction; answers how many. 0: finished, or stopped meanwhile."""
    locked = _at_work(run)
    if locked is None:
        return 0
    order = order_of(locked.campaign)
    spec = audiences.read(locked.campaign.audience)
    audience = members(locked.workspace_id, spec).filter(pk__gt=locked.position)
    people = list(audience.order_by("pk")[:CHUNK])
    if not people:
        _finish(locked)
        return 0
    look_at(locked, order, people)
    locked.position, locked.seen = people[-1].pk, locked.seen + len(people)
    locked.save(update_fields=["position", "seen"])
    return len(people)


def _at_work(run: DryRun) -> DryRun | None:
    """The run's row, locked; stops it when the campaign says something else by now."""
    rows = DryRun.objects.of(run.workspace_id).select_for_update(of=("self",))
    locked: DryRun | None = (
        rows.select_related("campaign__workspace", "campaign__sender__carrier")
        .filter(pk=run.pk, state=State.RUNNING)
        .first()
    )
    if locked is not None and locked.wording != wording_of(locked.campaign):
        stop(locked)
        return None
    return locked


def _finish(run: DryRun) -> None:
    run.state, run.finished_at = State.FINISHED, clock.now()
    run.digest = summing.digest_of(run)
    run.numbers = summing.numbers_of(run)
    run.save(update_fields=["state", "finished_at", "digest", "numbers"])


def stop(run: DryRun) -> None:
    """Give it up. What was found so far is not shown: half a truth misleads."""
    DryRun.objects.of(run.workspace_id).filter(pk=run.pk, state=State.RUNNING).update(
        state=State.STOPPED, finished_at=clock.now()
    )
