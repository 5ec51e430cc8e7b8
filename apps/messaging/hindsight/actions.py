"""Verbs of trials."""

import time

from django.db import transaction
from django.db.models import QuerySet

from apps.accounts.models import User, Workspace
from apps.common import clock
from apps.messaging.hindsight import past
from apps.messaging.hindsight.models import Trial
from apps.messaging.hindsight.replay import replay
from apps.messaging.hindsight.wish import Wish

AT_ONCE = 10_000  # texts that a page waits for: 0.3 to 0.7 s; more go on in the background
PATIENCE = 20.0  # seconds for one look at all of them, which is what a task of the clock has
KEPT = 20  # trials of a workspace; older ones go when a new one begins
State = Trial.State


@transaction.atomic
def start(workspace: Workspace, wish: Wish, by: User | None = None, most: int = past.MOST) -> Trial:
    """Ask; the answer comes by `run`, which the clock calls for a large one. ValueError for a tried rule that
    cannot be read."""
    wish.book()
    now = clock.now()
    sent = past.count(workspace, now)
    trial: Trial = Trial.objects.create(
        workspace=workspace, wish=wish.as_data(), sent=sent, total=min(sent, most), created_by=by, at=now
    )
    old = Trial.objects.of(workspace).order_by("-id").values_list("pk", flat=True)[KEPT:]
    Trial.objects.of(workspace).filter(pk__in=list(old)).delete()
    return trial


def run(trial: Trial) -> None:
    """Look at all of it and keep the answer. Killed on the way it begins anew; twice is one answer.

    A machine too slow for so many looks at half of what it managed, and the answer says so.
    """
    texts = past.texts(trial.workspace, trial.at, trial.total)
    earlier = past.earlier(trial.workspace, texts[0].at) if texts else iter(())
    end = time.monotonic() + PATIENCE

    def go_on(seen: int) -> bool:
        if seen < len(texts) and time.monotonic() > end:
            _mine(trial).update(total=seen // 2, seen=0)
            return False
        return bool(_mine(trial).update(seen=seen))

    count = replay(trial.workspace, Wish.of(trial.wish), texts, earlier, go_on)
    if count is not None:
        done = {"answer": count.as_data(), "state": State.FINISHED, "finished_at": clock.now()}
        _mine(trial).update(total=len(texts), seen=len(texts), **done)
    trial.refresh_from_db()


def _mine(trial: Trial) -> QuerySet[Trial]:
    """While it runs: another that has finished it meanwhile is not written over."""
    rows: QuerySet[Trial] = Trial.objects.of(trial.workspace_id).filter(pk=trial.pk, state=State.RUNNING)
    return rows


def to_do() -> QuerySet[Trial]:
    """Those that the clock works at, oldest first."""
    rows: QuerySet[Trial] = Trial.everywhere.filter(state=State.RUNNING)
    return rows.select_related("workspace").order_by("id")


def anything_to_do() -> bool:
    return to_do().exists()
