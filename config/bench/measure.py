"""The measures: import, audience, launch to all accepted, launch to all receipts applied."""

import os
import platform
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from apps.accounts.models import Workspace
from apps.audiences.queries import members
from apps.audiences.spec import read
from apps.campaigns import actions as campaigns
from apps.campaigns.models import Campaign
from apps.compliance.actions import Witness
from apps.imports import actions as imports
from apps.imports import run as importing
from apps.imports.models import Import
from apps.messaging import actions
from apps.messaging.models import Message
from apps.messaging.proof import prove
from config.bench import workload
from config.bench.course import Course
from config.bench.rig import Rig, until

Say = Callable[[str], None]
WITNESS = Witness("bench")
PATIENCE = 3_600.0
SINGLES = 7
EVERYBODY = {"include": {"all": True}}


def bench(count: int, latency_ms: int, say: Say) -> dict[str, Any]:
    """Run everything once; figures in messages or rows a second."""
    with tempfile.TemporaryDirectory() as folder:
        carrier = ["--memory", "--latency-ms", str(latency_ms), "--receipt-delay-ms", "50"]
        with Rig(Path(folder) / "log", carrier, workload.clock_shift()) as rig:
            workspace = workload.workspace(means=count * 3)
            try:
                return _measured(rig, workspace, Path(folder), count, latency_ms, say)
            finally:
                rig.__exit__()
                workload.sweep(workspace)


def _measured(
    rig: Rig, workspace: Workspace, folder: Path, count: int, latency_ms: int, say: Say
) -> dict[str, Any]:
    figures: dict[str, Any] = {**_machine(), "messages": count, "carrier_latency_ms": latency_ms}
    say(f"importing {count:,} contacts")
    figures["import_rows_per_s"] = round(count / _import(workspace, folder, count))
    say("counting the audience")
    figures["audience_count_ms"] = round(_audience(workspace, count) * 1_000, 1)
    rig.start()
    say("sending single texts on an idle system")
    figures |= _single_sends(rig, workspace)
    figures |= _campaign(rig, workspace, count, say)
    figures["peak_memory_mb"] |= {"bench": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000)}
    return figures


def _machine() -> dict[str, Any]:
    return {
        "database": connection.vendor,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


@contextmanager
def _timed(into: list[float]) -> Iterator[None]:
    began = time.monotonic()
    yield
    into.append(time.monotonic() - began)


def _import(workspace: Workspace, folder: Path, count: int) -> float:
    path = folder / "contacts.csv"
    workload.write_contacts(path, count)
    took: list[float] = []
    with _timed(took):
        import_file(workspace, path)
    return took[0]


def import_file(workspace: Workspace, path: Path) -> None:
    """Import a file as a person would, to its end."""
    with path.open("rb") as file:
        uploaded = imports.upload(workspace, file, path.name, None)
        order = imports.Order(uploaded.mapping, "US", "bench", attested=True)
        started = imports.start(uploaded, order, WITNESS)
        while Import.everywhere.get(pk=started.pk).state != Import.State.FINISHED:
            importing.turn(started, time.monotonic() + 60)


def _audience(workspace: Workspace, count: int) -> float:
    took: list[float] = []
    with _timed(took):
        found = members(workspace, read(EVERYBODY)).count()
    assert found == count, f"{found} of {count} contacts were imported"
    return took[0]


def _single_sends(rig: Rig, workspace: Workspace) -> dict[str, Any]:
    """Seconds from the call to the carrier's acceptance; the first one waits for the worker to be up."""
    took = [_single_send(rig, workspace) for _ in range(SINGLES + 1)]
    return {
        "single_send_median_s": round(statistics.median(took[1:]), 2),
        "single_send_worst_s": round(max(took[1:]), 2),
    }


def _single_send(rig: Rig, workspace: Workspace) -> float:
    before = rig.stats()["accepted"]
    actions.text_number(workspace, actions.Single("+12125559876", "Hello", attested="yes"), WITNESS, "bench")
    return until(lambda: rig.stats()["accepted"] > before, 60, "a single text was not sent", pause=0.01)


def _campaign(rig: Rig, workspace: Workspace, count: int, say: Say) -> dict[str, Any]:
    draft = campaigns.draft(workspace, {"name": "Bench", "body": workload.BODY, "audience": EVERYBODY})
    before = rig.stats()["accepted"]
    course = Course(rig, before)
    campaigns.launch(draft, WITNESS, "They do not exist.")

    def passed(what: str, done: Callable[[], bool]) -> float:
        until(lambda: course.watched(done), PATIENCE, what, pause=0.05)
        say(f"{what}: {course.seconds():.1f} s")
        return course.seconds()

    mine = Message.objects.of(workspace).filter(origin=draft.public_id)
    snapshot = passed("audience fixed", lambda: _fresh(draft).snapshot_at is not None)
    queued = passed("all queued", lambda: _fresh(draft).dispatched_at is not None)
    accepted = passed("all accepted", lambda: rig.stats()["accepted"] - before >= count)
    applied = passed("all receipts applied", lambda: mine.filter(state="delivered").count() >= count)
    stats = rig.stats()
    return {
        "snapshot_s": round(snapshot, 2),
        "queued_per_s": round(count / queued),
        "accepted_per_s": round(count / accepted),
        "receipts_applied_per_s": round(count / applied),
        "launch_to_accepted_s": round(accepted, 2),
        "launch_to_receipts_s": round(applied, 2),
        "first_tenth_accepted_per_s": course.rate(count, 0.0, 0.1),
        "last_tenth_accepted_per_s": course.rate(count, 0.9, 1.0),
        "worker_memory_mb": course.memory(),
        "doubled": stats["doubled_references"],
        "books_agree": not prove(workspace).differences,
        "peak_memory_mb": course.peaks(),
    }


def _fresh(campaign: Campaign) -> Campaign:
    row: Campaign = Campaign.everywhere.get(pk=campaign.pk)
    return row
