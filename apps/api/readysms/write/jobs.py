"""Contract §2.2, a bulk job: an import, or the enrolment of many, with its true progress."""

from typing import Any

from apps.api.kernel.stamps import milliseconds
from apps.imports.models import Import
from apps.sequences.models import Job

_S = Import.State
WORDS: dict[str, str] = {
    _S.UPLOADED: "pending",
    _S.QUEUED: "pending",
    _S.RUNNING: "processing",
    _S.STOPPED: "stopped",
    _S.FINISHED: "completed",
    _S.FAILED: "failed",
    _S.UNDOING: "undoing",
    _S.UNDONE: "undone",
}
_J = Job.State
OF_ENROLLING: dict[str, str] = {
    _J.RUNNING: "processing",
    _J.STOPPED: "stopped",
    _J.FINISHED: "completed",
    _J.FAILED: "failed",
}
COUNTS = ("created", "updated", "unchanged", "skipped", "duplicate", "invalid", "enrolled")


def begun(row: Import) -> dict[str, Any]:
    return {"job_id": row.pk, "total": row.rows_expected}


def job(row: Import) -> dict[str, Any]:
    """processed: rows whose effects are committed; every count changes with them."""
    total = max(row.rows_expected, row.rows)
    return {
        "id": row.pk,
        "type": "contacts_import",
        "status": WORDS[row.state],
        "total": total,
        "processed": row.rows,
        "progress": 100 * row.rows // total if total else 0,
        **{name: getattr(row, name) for name in COUNTS},
        "file_name": row.file_name,
        "error": row.problem or None,
        "created_at": milliseconds(row.created_at),
        "started_at": milliseconds(row.started_at),
        "completed_at": milliseconds(row.finished_at),
    }


def enrolling_begun(row: Job) -> dict[str, Any]:
    """The contract's two counts, true at this moment, and the job."""
    return {"enrolled": 0, "skipped": 0, "job_id": row.public_id, "total": row.total}


def enrolling(row: Job) -> dict[str, Any]:
    """The same shape as an import's; `skipped` counts who was left out."""
    counts = dict.fromkeys(COUNTS, 0)
    left_out = row.on_their_way + row.been_before + row.unknown
    return {
        "id": row.public_id,
        "type": "sequence_enrollment",
        "status": OF_ENROLLING[row.state],
        "total": row.total,
        "processed": row.seen,
        "progress": row.percent,
        **counts,
        "enrolled": row.enrolled,
        "skipped": left_out,
        "file_name": "",
        "error": row.problem or None,
        "created_at": milliseconds(row.created_at),
        "started_at": milliseconds(row.created_at),
        "completed_at": milliseconds(row.finished_at),
    }
