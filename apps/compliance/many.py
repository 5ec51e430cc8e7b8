"""Opt-outs and consents of many numbers at once (imports). No diary: the caller writes one line for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from apps.common import bulk, clock
from apps.common.ids import new_ulid
from apps.compliance import queries
from apps.compliance.actions import Grant, grant
from apps.compliance.models import Attestation, ConsentEvent, Suppression


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody says that this number asked not to be texted."""

    phone: str
    contact_id: int | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def opt_out(workspace_id: int, statements: Sequence[Statement], *, source: str, actor: str = "") -> set[str]:
    """Let opt-outs stand, each with its line in the ledger. Answers the numbers for which that is news."""
    standing = queries.opted_out(workspace_id, [one.phone for one in statements])
    new = {one.phone: one for one in statements if one.phone not in standing}
    Suppression.everywhere.bulk_create(
        [_suppression(workspace_id, one, source) for one in new.values()],
        ignore_conflicts=True,
        batch_size=bulk.BATCH,
    )
    bulk.insert([_line(workspace_id, one, source) for one in new.values()])
    reviews = Suppression.objects.of(workspace_id).standing().filter(kind=Suppression.Kind.REVIEW)
    reviews.filter(phone__in=list(new)).update(lifted_at=clock.now(), lifted_by=(actor or source)[:120])
    return set(new)


def _suppression(workspace_id: int, one: Statement, source: str) -> Suppression:
    return Suppression(
        workspace_id=workspace_id,
        phone=one.phone,
        kind=Suppression.Kind.OPT_OUT,
        source=source[:40],
        evidence=dict(one.evidence),
    )


def _line(workspace_id: int, one: Statement, source: str) -> ConsentEvent:
    now = clock.now()
    return ConsentEvent(
        workspace_id=workspace_id,
        public_id=new_ulid(),
        phone=one.phone,
        contact_id=one.contact_id,
        kind=ConsentEvent.Kind.OPT_OUT,
        channel=source[:20],
        occurred_at=now,
        recorded_at=now,
        evidence=dict(one.evidence),
    )


def grant_where_new(
    workspace_id: int, grants: Sequence[Grant], kind: str, *, channel: str, attestation: Attestation | None
) -> int:
    """Append those consents that say something new; says how many.

    A number whose newest line is a grant of the same source and the same moment is left as it is, so that
    the same file twice leaves one line.
    """
    ledger = queries.consents(workspace_id, [one.phone for one in grants])
    new = [one for one in grants if not _known(ledger.get(one.phone), one)]
    grant(workspace_id, new, kind, channel=channel, attestation=attestation)
    return len(new)


def _known(newest: ConsentEvent | None, one: Grant) -> bool:
    return (
        newest is not None
        and newest.kind in ConsentEvent.GRANTS
        and newest.source == one.source[:200]
        and newest.occurred_at == one.occurred_at
    )
