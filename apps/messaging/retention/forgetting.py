"""Forgetting: what gates decided goes when a workspace keeps it no longer, except what the law wants kept.

16 CFR 310.5 wants records of compliance for five years (do-not-call, opt-outs and the consent a call stood
on), and a TCPA claim may come for four (28 USC 1658). So a refusal for one of those reasons stays five years
whatever the workspace says. The consent ledger and suppressions are never swept.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from apps.accounts.audit import writing as audit
from apps.accounts.models import Workspace
from apps.common import clock
from apps.compliance.decision_models import Decision
from apps.messaging.models import Remembering
from apps.messaging.retention.models import LEAST_DAYS
from apps.messaging.retention.refusals import TooShort

CHUNK = 5_000
EVIDENCE = ("opt_out", "blacklist", "dnd", "review", "consent", "do_not_call", "screened")
EVIDENCE_DAYS = 5 * 366
_Row = tuple[int, int, str, datetime]  # key, workspace, rule, time


@transaction.atomic
def keep(workspace: Workspace, days: int | None) -> None:
    """Keep decisions for so many days from now on; None: for good. Raises TooShort."""
    if days is not None and not LEAST_DAYS <= days <= 32_767:
        raise TooShort("Decisions are kept for 30 days at least.", field="decision_days")
    audit.note_change(workspace, "Keeping decisions", {"days": days_of(workspace)}, {"days": days})
    if days is None:
        Remembering.objects.of(workspace).delete()
        return
    Remembering.everywhere.update_or_create(workspace=workspace, defaults={"days": days})


def days_of(workspace: Workspace) -> int | None:
    """How long decisions are kept; None: for good."""
    return Remembering.objects.of(workspace).values_list("days", flat=True).first()


def sweep(held: Remembering) -> int:
    """Remove the next of a workspace's old decisions; answers how many were looked at. 0: done for now."""
    return _sweep(held, "swept_to", held.days, evidence=False) or _sweep(
        held, "evidence_swept_to", max(held.days, EVIDENCE_DAYS), evidence=True
    )


@transaction.atomic
def _sweep(held: Remembering, mark: str, days: int, *, evidence: bool) -> int:
    """By key and not by time: keys grow with time, and there is no index over times."""
    locked = Remembering.everywhere.select_for_update().filter(pk=held.pk).first()
    if locked is None:
        return 0
    old = _next(getattr(locked, mark), clock.now() - timedelta(days=days))
    gone = [
        pk
        for pk, workspace_id, rule, _ in old
        if workspace_id == locked.workspace_id and (rule in EVIDENCE) is evidence
    ]
    Decision.everywhere.filter(pk__in=gone).delete()
    if old:
        Remembering.everywhere.filter(pk=locked.pk).update(**{mark: old[-1][0]})
    return len(old)


def _next(after: int, before: datetime) -> Sequence[_Row]:
    rows = Decision.everywhere.filter(pk__gt=after).order_by("pk")
    found: list[_Row] = list(rows.values_list("pk", "workspace_id", "rule", "at")[:CHUNK])
    young = next((place for place, row in enumerate(found) if row[3] >= before), len(found))
    return found[:young]
