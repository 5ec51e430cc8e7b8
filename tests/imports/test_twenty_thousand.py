"""The messy export of 20,000 contacts gives exactly what a careful person makes of it."""

import json
from typing import Any

import pytest
from django.core.management import call_command

from apps.compliance.models import ConsentEvent, Suppression
from apps.contacts.models import Contact
from apps.imports.management.commands.import_contacts import figures
from tests.imports.files import MESSY, bring, remarks, undone
from tests.world import World

EXPECTED = json.loads(MESSY.with_suffix(".expected.json").read_text())


def expected_of(found: dict[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in EXPECTED}


def test_maria_imports_it_again_and_takes_it_back(world: World) -> None:
    place = world.bobco.workspace
    before = set(Contact.objects.of(place).values_list("phone", flat=True))
    done = bring(place, MESSY.read_bytes())

    assert expected_of(figures(done, 1)) == EXPECTED
    assert done.created + done.updated + done.unchanged == EXPECTED["unique_valid_phones"]
    assert Suppression.objects.of(place).standing().count() == EXPECTED["opted_out_phones"]
    assert len(remarks(done)) >= EXPECTED["invalid_rows"] + EXPECTED["duplicate_rows"]

    lines = ConsentEvent.objects.of(place).count()
    again = bring(place, MESSY.read_bytes())
    assert expected_of(figures(again, 1)) == EXPECTED
    assert (again.created, again.updated, again.unchanged) == (0, 0, EXPECTED["unique_valid_phones"])
    assert again.opt_out_kept == EXPECTED["opted_out_phones"]
    assert ConsentEvent.objects.of(place).count() == lines + 1  # the second statement

    undone(done)
    assert set(Contact.objects.of(place).values_list("phone", flat=True)) == before
    assert Suppression.objects.of(place).standing().count() == EXPECTED["opted_out_phones"]
    # Nothing is struck out: each consent that the file brought has a line that takes it back.
    consenting = EXPECTED["unique_valid_phones"] - EXPECTED["opted_out_phones"]
    assert ConsentEvent.objects.of(place).filter(kind="import_undone").count() == consenting
    assert ConsentEvent.objects.of(place).count() == lines + 1 + consenting
    assert Contact.objects.of(world.acme.workspace).count() == 3


def test_the_command_line_prints_the_same_figures(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    place = world.acme.workspace
    arguments = ("--workspace", place.public_id, "--consent-source", "checkout", "--list", "May", "--json")
    call_command("import_contacts", str(MESSY), *arguments)
    printed = json.loads(capsys.readouterr().out)
    assert expected_of(printed) == EXPECTED
    assert printed["import"].startswith("imp_")
