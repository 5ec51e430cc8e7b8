"""An import at work. Every chunk of rows is one transaction with its counters: killed at any moment, it goes
on exactly behind the last committed row. Whoever works at it holds a lease; the locked row decides."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from apps.common import bulk, clock
from apps.common.behind import behind
from apps.common.litter import left_lying
from apps.contacts.custom import judging
from apps.events import diary
from apps.imports import loading, opt_outs, places, undoing
from apps.imports.ahead import ReadAhead
from apps.imports.batch import Batch
from apps.imports.models import Import
from apps.imports.people import Reader
from apps.imports.refusals import FileRefused
from apps.imports.tables import reading
from apps.imports.tables.dialect import Dialect
from apps.imports.tables.reading import Row

# A chunk takes 0.1 to 1 s; a lease that lapses early costs nothing but a look at the locked row.
LEASE = timedelta(seconds=30)
TRIES = 3
State = Import.State
Told = Callable[[Import], None]


class _Lost(Exception):
    """The import was stopped, or somebody else took it on."""


def turn(waiting: Import, until: float, told: Told = lambda _: None) -> None:
    """Work at an import until its end, a stop, or time.monotonic() is `until`. `told` hears of each chunk."""
    if not _claim(waiting):
        return
    try:
        with suppress(_Lost):
            _work(Import.everywhere.select_related("workspace").get(pk=waiting.pk), until, told)
    except FileRefused as refusal:
        _fail(waiting.pk, refusal.record)
    finally:
        Import.everywhere.filter(pk=waiting.pk).update(leased_until=None)


def _claim(waiting: Import) -> bool:
    now = clock.now()
    free = Import.everywhere.filter(pk=waiting.pk).filter(Q(leased_until=None) | Q(leased_until__lt=now))
    lease = {"turn_at": now, "leased_until": now + LEASE}
    running = free.filter(state__in=(State.QUEUED, State.RUNNING))
    return bool(
        running.update(state=State.RUNNING, started_at=Coalesce("started_at", now), **lease)
        or free.filter(state=State.UNDOING).update(**lease)
    )


def _work(held: Import, until: float, told: Told) -> None:
    if held.state == State.UNDOING:
        while time.monotonic() < until and undoing.step(held.pk, clock.now() + LEASE):
            told(Import.everywhere.get(pk=held.pk))
        return
    reader = Reader(held.mapping, held.default_region, judging.by_key(held.workspace_id))
    with left_lying():
        _passes(held, reader, until, told)


def _passes(held: Import, reader: Reader, until: float, told: Told) -> None:
    if not held.is_surveyed:
        for rows in bulk.chunks(_rows(held, held.surveyed), opt_outs.ROWS):
            held = _survey(held, rows, reader)
            told(held)
            if time.monotonic() >= until:
                return
        held = _surveyed(held)
    with closing(ReadAhead(_batches(held, reader))) as batches:
        for batch in batches:
            held = _load(held, batch, batches.begin)
            told(held)
            if time.monotonic() >= until:
                return
    _finish(held)


def _batches(held: Import, reader: Reader) -> Iterator[Batch]:
    for rows in bulk.chunks(_rows(held, held.rows), loading.ROWS):
        yield Batch.of(reader.read(line, cells) for line, cells in rows)


def _rows(held: Import, skip: int) -> Iterator[Row]:
    return reading.rows(places.folder(held.public_id), Dialect(**held.dialect), skip)


def _locked(held: Import) -> Import:
    """The import as it stands now, locked; _Lost when it is not where `held` left it."""
    row: Import = (
        Import.everywhere.select_for_update(of=("self",), no_key=True)
        .select_related("workspace", "attestation")
        .get(pk=held.pk)
    )
    if row.state != State.RUNNING or (row.surveyed, row.rows) != (held.surveyed, held.rows):
        raise _Lost
    row.leased_until = clock.now() + LEASE
    return row


@transaction.atomic
def _survey(held: Import, rows: Sequence[Row], reader: Reader) -> Import:
    row = _locked(held)
    opt_outs.survey(row, rows, reader)
    row.save()
    return row


@transaction.atomic
def _surveyed(held: Import) -> Import:
    row = _locked(held)
    row.is_surveyed, row.rows_expected = True, row.surveyed
    row.save()
    return row


def _load(held: Import, batch: Batch, meanwhile: Callable[[], None]) -> Import:
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                row = _locked(held)
                with behind(meanwhile):
                    loading.load(row, batch)
                row.save()
                return row
        except IntegrityError:  # somebody made one of these contacts meanwhile: now it is there to be seen
            if attempt + 1 == TRIES:
                raise
    raise AssertionError


@transaction.atomic
def _finish(held: Import) -> None:
    row = _locked(held)
    row.state, row.finished_at, row.rows_expected = State.FINISHED, clock.now(), row.rows
    row.save()
    counts = ("rows", "created", "updated", "unchanged", "duplicate", "invalid", "opted_out", "opt_out_kept")
    diary.record(
        row.workspace_id, "import.finished", row.public_id, **{name: getattr(row, name) for name in counts}
    )


def _fail(pk: int, problem: str) -> None:
    Import.everywhere.filter(pk=pk, state=State.RUNNING).update(state=State.FAILED, problem=problem[:300])
