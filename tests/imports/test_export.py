"""Contacts going out, and coming back."""

import csv
from pathlib import Path

from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from apps.compliance import actions as compliance
from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.imports import cells, export, places
from apps.tags.actions import add as tag
from tests.imports.files import bring, table
from tests.world import CHARLIE, World

EVIL = {"note": '=HYPERLINK("http://x")', "sum": "-5", "at": "@x", "quoted": "'=1", "lines": "a\nb", "n": 7}


def test_everything_comes_back_as_it_went(world: World) -> None:
    place = world.acme.workspace
    contacts.update(world.charlie, {"last_name": "-Ray", "email": "c@c.example", "attributes": EVIL})
    tag(world.charlie, ["a;b", 'say "x, y"', "plain"])
    compliance.opt_out(place.pk, CHARLIE, source="keyword", evidence={})
    text = "".join(export.text(place))
    done = bring(place, text.encode())
    assert (done.created, done.updated, done.unchanged, done.invalid) == (0, 0, 3, 0)

    bring(world.bobco.workspace, text.encode())
    copy = Contact.objects.of(world.bobco.workspace).get(phone=CHARLIE)
    assert (copy.last_name, copy.email) == ("-Ray", "c@c.example")
    assert copy.attributes == {**EVIL, "n": "7"}
    assert set(copy.taggings.values_list("tag__name", flat=True)) == {"a;b", 'say "x, y"', "plain"}


def test_no_cell_runs_in_a_spreadsheet(world: World) -> None:
    contacts.update(world.charlie, {"first_name": "=1+1", "attributes": {"@evil": "+cmd", "x": "\t=1"}})
    for row in csv.reader("".join(export.text(world.acme.workspace)).removeprefix("\ufeff").splitlines(True)):
        for cell in row:
            assert not cell.startswith(("=", "@", "-", "\t")), cell
            assert not cell.startswith("+") or cell[1:].isdigit(), cell


@given(
    st.lists(
        st.text(min_size=1).map(lambda t: " ".join(t.replace("\0", "").split())).filter(bool), unique=True
    )
)
def test_labels_joined_come_apart_again(labels: list[str]) -> None:
    assert list(cells.split(cells.join(labels))) == labels


def test_the_command_writes_the_same_file(world: World, tmp_path: Path) -> None:
    call_command(
        "export_contacts", "--workspace", world.bobco.workspace.public_id, "--to", str(tmp_path / "c.csv")
    )
    written = (tmp_path / "c.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfphone,first_name")
    assert len(written.splitlines()) == 3


def test_only_the_filtered_people_go_out(world: World) -> None:
    chosen = Contact.objects.of(world.acme.workspace).filter(first_name="Dana")
    lines = "".join(export.text(world.acme.workspace, chosen)).splitlines()
    assert (len(lines), "Dana" in lines[1]) == (2, True)


WRITTEN = ("+1 (415) 555-0001", "+1-212-555-0002", "+13125550003", "+447400123456", "tel:+16175550004")


def test_phones_with_a_plus_survive_the_file_of_rejected_rows(world: World) -> None:
    """Put right and read again: the numbers are the same, guarded or not, and their column is found."""
    rows = [f'"{phone}",@nobody,-{n}' for n, phone in enumerate(WRITTEN)]
    done = bring(world.acme.workspace, table("Phone,Email,Note", *rows))
    assert done.emails_dropped == len(WRITTEN)
    again = bring(world.bobco.workspace, places.remarks(done.public_id).read_bytes())
    assert (again.created, again.invalid) == (len(WRITTEN), 0)
    for phone in ("+14155550001", "+12125550002", "+13125550003", "+447400123456", "+16175550004"):
        there = [Contact.objects.of(one.workspace).get(phone=phone) for one in (world.acme, world.bobco)]
        assert there[0].attributes == there[1].attributes


def test_an_export_of_foreign_numbers_comes_back(world: World) -> None:
    bring(world.acme.workspace, table("Phone", "+447400123456", "+972502345678", "+27821234567"))
    again = bring(world.bobco.workspace, "".join(export.text(world.acme.workspace)).encode())
    assert (again.created, again.invalid) == (5, 0)
