"""Stopped, killed or crowded: an import goes on exactly where it was."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError

from apps.common import clock
from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.imports import actions, loading, queries, run, tasks
from apps.imports.models import Import, ImportedContact
from apps.imports.refusals import NotNow
from tests.imports.files import MESSY, bring, finish, remarks, start, table, undone, upload
from tests.world import World

PEOPLE = table(
    "Phone,Unsubscribed", *(f"41555500{n % 40:02d},{'yes' if n % 7 == 0 else ''}" for n in range(100)), "x,"
)
COUNTS = ("rows", "created", "updated", "unchanged", "duplicate", "invalid", "opted_out", "opt_out_kept")


class Killed(BaseException):
    """The process ends here; what was not committed is gone."""


def counts(found: Import) -> dict[str, int]:
    return {name: getattr(found, name) for name in COUNTS}


def test_killed_in_any_chunk_it_ends_with_the_same_figures(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "ROWS", 10)
    monkeypatch.setattr("apps.imports.opt_outs.ROWS", 10)
    whole = bring(world.bobco.workspace, PEOPLE)
    broken = start(upload(world.acme.workspace, PEOPLE))
    real, calls = loading.load, [0]

    def dying(held: Import, read: Any) -> None:
        calls[0] += 1
        real(held, read)
        if calls[0] % 3:
            raise Killed  # after all was written, before it is committed

    monkeypatch.setattr(loading, "load", dying)
    for _ in range(40):
        try:
            run.turn(broken, float("inf"))
        except Killed:
            continue
        break
    broken.refresh_from_db()
    assert broken.state == Import.State.FINISHED
    assert counts(broken) == counts(whole)
    assert remarks(broken) == remarks(whole)
    assert (
        ImportedContact.objects.of(world.acme.workspace).filter(source=broken).count() == broken.unique_phones
    )


def test_maria_stops_it_and_goes_on_later(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "ROWS", 10)
    found = start(upload(world.acme.workspace, PEOPLE))

    def stop_after_30(held: Import) -> None:
        if held.is_surveyed and held.rows == 30:
            actions.stop(held)

    run.turn(found, float("inf"), stop_after_30)
    found.refresh_from_db()
    assert (found.state, found.rows, found.rows_expected) == (Import.State.STOPPED, 30, 101)
    assert not queries.anything_waiting()
    actions.resume(found)
    assert finish(found).rows == 101
    with pytest.raises(NotNow):
        actions.resume(found)


def test_a_slice_ends_when_its_time_is_up_and_the_next_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "ROWS", 10)
    found = start(upload(world.acme.workspace, PEOPLE))
    turns = 0
    while queries.anything_waiting():
        run.turn(found, 0)
        turns += 1
    found.refresh_from_db()
    assert (found.state, found.rows) == (Import.State.FINISHED, 101)
    assert turns > 10


def test_a_small_import_does_not_wait_for_a_large_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "ROWS", 10)
    monkeypatch.setattr(tasks, "TURN_SECONDS", 0)
    order: list[str] = []
    for name, content in (("large", PEOPLE), ("small", table("Phone", "4155550001"))):
        start(upload(world.acme.workspace, content, name))
    real = run._finish

    def finishing(held: Import) -> None:
        order.append(held.file_name)
        real(held)

    monkeypatch.setattr(run, "_finish", finishing)
    tasks.run()
    assert order == ["small", "large"]
    assert not queries.anything_waiting()


def test_an_import_that_somebody_is_at_is_left_alone(world: World) -> None:
    found = start(upload(world.acme.workspace, PEOPLE))
    Import.everywhere.filter(pk=found.pk).update(leased_until=clock.now() + timedelta(seconds=30))
    assert not queries.anything_waiting()
    run.turn(found, float("inf"))
    found.refresh_from_db()
    assert (found.state, found.rows) == (Import.State.QUEUED, 0)
    Import.everywhere.filter(pk=found.pk).update(leased_until=clock.now() - timedelta(seconds=1))
    assert queries.anything_waiting()


def test_a_contact_made_meanwhile_is_found_at_the_second_try(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = start(upload(world.acme.workspace, table("Phone,Name", "4155550001,Ann")))
    real, tries = loading.load, [0]

    def late(held: Import, read: Any) -> None:
        tries[0] += 1
        if tries[0] == 1:
            raise IntegrityError("one_contact_per_number")
        contacts.find_or_create(world.acme.workspace, "+14155550001", source="inbound_sms")
        real(held, read)

    monkeypatch.setattr(loading, "load", late)
    done = finish(found)
    assert (done.created, done.updated) == (0, 1)


def test_a_file_that_is_gone_ends_the_import_in_words(world: World) -> None:
    from apps.imports import places

    found = start(upload(world.acme.workspace, PEOPLE))
    places.clear(found.public_id)
    done = finish(found)
    assert (done.state, done.problem) == (
        Import.State.FAILED,
        "The uploaded file is no longer there. Upload it again.",
    )
    assert undone(done).state == Import.State.UNDONE


@pytest.mark.slow
def test_sigkill_three_times_on_the_way_changes_no_figure(tmp_path: Path) -> None:
    """The real thing: a process of its own, killed without warning, then a worker that takes it up."""
    here = {
        **os.environ,
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }

    def python(code: str) -> str:
        command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
        return subprocess.run(
            command, env=here, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
        ).stdout

    python("from django.core.management import call_command as c; c('migrate', verbosity=0)")
    python("from apps.accounts.models import Workspace as W; W.objects.create(name='Acme')")
    command = [sys.executable, "manage.py", "import_contacts", str(MESSY), "--workspace", "1"]
    first = subprocess.Popen([*command, "--consent-source", "shop"], cwd=settings.BASE_DIR, env=here)
    rows = "from apps.imports.models import Import as I; i = I.everywhere.first(); print(i.rows if i else 0)"
    reached = 0
    for _ in range(3):
        reached = killed_beyond(first, reached, lambda: int(python(rows)))
        free = "from apps.imports.models import Import as I; I.everywhere.update(leased_until=None)"
        python(free)  # what thirty seconds of waiting would do
        first = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "import django; django.setup()\nfrom apps.imports import tasks; tasks.run()",
            ],
            cwd=settings.BASE_DIR,
            env=here,
        )
    assert first.wait(120) == 0
    found = json.loads(
        python(
            "import json; from apps.imports.models import Import as I; i = I.everywhere.get();"
            "from apps.imports.management.commands.import_contacts import figures;"
            "from apps.contacts.models import Contact as C;"
            "print(json.dumps({**figures(i, 1), 'state': i.state, 'there': C.everywhere.count()}))"
        )
    )
    expected = json.loads(MESSY.with_suffix(".expected.json").read_text())
    assert {name: found[name] for name in expected} == expected
    assert (found["state"], found["there"]) == ("finished", expected["unique_valid_phones"])


def killed_beyond(process: "subprocess.Popen[bytes]", rows: int, reached: Any) -> int:
    """Kill a process once more rows than `rows` are committed; answers how many there were."""
    deadline = time.monotonic() + 60
    while (now := reached()) <= rows and process.poll() is None and time.monotonic() < deadline:
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()
    return int(now)


def test_nobody_of_another_tenant_is_touched(world: World) -> None:
    before = Contact.objects.of(world.bobco.workspace).count()
    bring(world.acme.workspace, PEOPLE)
    assert Contact.objects.of(world.bobco.workspace).count() == before
