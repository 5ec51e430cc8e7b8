"""Files of people do not lie about for ever."""

import os
import time
from datetime import timedelta

import pytest
from pytest_django import Settings

from apps.common import clock
from apps.contacts.models import Contact
from apps.imports import actions, keeping, places, tasks
from apps.imports.models import Import
from apps.imports.refusals import FileGone
from tests.imports.files import bring, start, table, undone, upload
from tests.world import World

CONTENT = table("Phone,Email", "4155550001,@nobody", "12,x")


def later(settings: Settings, days: float) -> None:
    settings.CLOCK_SHIFT += timedelta(days=days).total_seconds()


def test_file_and_rejected_rows_go_after_thirty_days(world: World, settings: Settings) -> None:
    done = bring(world.acme.workspace, CONTENT)
    later(settings, 29.9)
    tasks.sweep()
    assert places.remarks(done.public_id).exists()
    later(settings, 0.2)
    tasks.sweep()
    done.refresh_from_db()
    assert (places.folder(done.public_id).exists(), done.files_gone_at is not None) == (False, True)
    assert (done.rows, done.invalid, done.sha256 != "") == (2, 1, True)


def test_the_way_back_outlives_the_file(world: World, settings: Settings) -> None:
    done = bring(world.acme.workspace, CONTENT)
    later(settings, 31)
    tasks.sweep()
    assert undone(done).state == Import.State.UNDONE
    assert not Contact.objects.of(world.acme.workspace).filter(phone="+14155550001").exists()


def test_the_days_are_a_setting(world: World, settings: Settings) -> None:
    settings.IMPORT_KEEP_DAYS = 2
    done = bring(world.acme.workspace, CONTENT)
    assert keeping.deleted_at(done) - clock.now() < timedelta(days=2)
    later(settings, 2.1)
    tasks.sweep()
    assert not places.folder(done.public_id).exists()


def test_an_upload_that_nobody_started_goes_with_its_row(world: World, settings: Settings) -> None:
    left, fresh = upload(world.acme.workspace, CONTENT), None
    later(settings, 31)
    fresh = upload(world.acme.workspace, CONTENT)
    stray(left.public_id)
    tasks.sweep()
    assert list(Import.objects.of(world.acme.workspace)) == [fresh]
    assert (places.folder(left.public_id).exists(), places.folder(fresh.public_id).exists()) == (False, True)


def stray(name: str) -> None:
    """Let the folder be two days old."""
    then = time.time() - 2 * 86_400
    os.utime(places.folder(name), (then, then))


def test_a_folder_that_no_import_knows_goes_when_it_is_old(world: World) -> None:
    for name in ("imp_young", "imp_old"):
        places.upload(name).write_bytes(b"x")
    stray("imp_old")
    tasks.sweep()
    assert (places.folder("imp_young").exists(), places.folder("imp_old").exists()) == (True, False)
    places.clear("imp_young")


def test_what_waits_or_runs_keeps_its_file(world: World, settings: Settings) -> None:
    waiting = start(upload(world.acme.workspace, CONTENT))
    later(settings, 400)
    tasks.sweep()
    assert places.folder(waiting.public_id).exists()


def test_a_stopped_import_whose_file_is_gone_says_so(world: World, settings: Settings) -> None:
    stopped = start(upload(world.acme.workspace, CONTENT))
    actions.stop(stopped)
    later(settings, 31)
    tasks.sweep()
    stopped.refresh_from_db()
    with pytest.raises(FileGone):
        actions.resume(stopped)
