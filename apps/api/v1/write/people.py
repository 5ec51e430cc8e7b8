"""What became of people, and why: recipients, dry runs, explanations."""

from collections.abc import Iterable
from typing import Any

from apps.api.kernel.stamps import seconds
from apps.api.v1.write.messages import status
from apps.campaigns.dry_run.models import DryRun
from apps.campaigns.models import Recipient
from apps.messaging.explain import Answer
from apps.messaging.trace import Step


def recipient(row: Recipient) -> dict[str, Any]:
    """Of a row with its contact and message."""
    return {
        "object": "recipient",
        "phone": row.phone,
        "contact_id": row.contact.public_id if row.contact else None,
        "outcome": row.outcome,
        "rule": row.rule or None,
        "reason": row.reason or None,
        "temporary": row.temporary,
        "message_id": row.message.public_id if row.message else None,
        "message_status": status(row.message) if row.message else None,
        "decided_at": seconds(row.decided_at),
    }


def dry_run(run: DryRun, campaign_id: str) -> dict[str, Any]:
    """`numbers` (null until it is finished): people who would get it now, later or not, credits, reasons."""
    finished = run.state == DryRun.State.FINISHED
    return {
        "id": run.public_id,
        "object": "dry_run",
        "campaign_id": campaign_id,
        "status": run.state,
        "progress": run.percent,
        "for": seconds(run.at),
        "audience": run.audience,
        "digest": run.digest or None,
        "numbers": run.numbers if finished else None,
        "came_true": run.came_true if run.compared_at else None,
        "started_at": seconds(run.started_at),
        "finished_at": seconds(run.finished_at),
    }


def steps(found: Iterable[Step]) -> list[dict[str, Any]]:
    """tone: good, held, bad, or null."""
    return [
        {"at": seconds(one.at), "what": one.what, "detail": one.detail or None, "tone": one.tone or None}
        for one in found
    ]


def gates(found: Iterable[Answer]) -> list[dict[str, Any]]:
    """Every gate's answer, in order; `passes` with no reason, or what it says."""
    return [
        {
            "rule": one.rule,
            "title": one.title,
            "passes": one.verdict is None,
            "reason": one.verdict.reason if one.verdict else None,
            "until": seconds(getattr(one.verdict, "until", None)),
        }
        for one in found
    ]
