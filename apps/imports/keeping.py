"""How long the files of imports are kept: a list of people is not to lie about for ever.

The record of an import (its counts, its SHA-256, its attestation, what it did to whom) outlives the files,
and so does the way back: the undo needs none of them.
"""

import time
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from apps.common import bulk, clock
from apps.imports import places
from apps.imports.models import Import

State = Import.State
# A folder that no row knows may be an upload that comes in at this moment.
STRAY_SECONDS = 86_400.0
RESTING = (State.STOPPED, State.FINISHED, State.FAILED, State.UNDONE)


def deleted_at(one: Import) -> datetime:
    """When the files of an import go, if nothing more happens to it."""
    return one.rested_at + timedelta(days=settings.IMPORT_KEEP_DAYS)


def sweep() -> None:
    """Delete what has lain for IMPORT_KEEP_DAYS: files of imports at rest, and uploads that nobody started.

    The row says so first, so that nobody goes on with an import whose file is being deleted.
    """
    end = clock.now() - timedelta(days=settings.IMPORT_KEEP_DAYS)
    _of_state(State.UPLOADED).filter(created_at__lt=end).delete()
    rested = _of_state(*RESTING).annotate(rested=Coalesce(F("finished_at"), F("turn_at")))
    rested.filter(rested__lt=end, files_gone_at=None).update(files_gone_at=clock.now())
    for some in bulk.chunks(places.folders(), bulk.BATCH):
        _clear(some)


def _of_state(*states: State) -> "QuerySet[Import]":
    rows: QuerySet[Import] = Import.everywhere.filter(state__in=states)
    return rows


def _clear(folders: list[Path]) -> None:
    names = [folder.name for folder in folders]
    kept = Import.everywhere.filter(public_id__in=names, files_gone_at=None)
    wanted = set(kept.values_list("public_id", flat=True))
    gone = Import.everywhere.filter(public_id__in=names).exclude(files_gone_at=None)
    told = set(gone.values_list("public_id", flat=True))
    for folder in folders:
        if folder.name in told or (folder.name not in wanted and _is_old(folder)):
            places.clear(folder.name)


def _is_old(folder: Path) -> bool:
    """By the machine's clock, which wrote the time, not by the one that rehearsals move."""
    try:
        return time.time() - folder.stat().st_mtime > STRAY_SECONDS
    except FileNotFoundError:  # another machine was quicker
        return False
