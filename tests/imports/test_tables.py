"""Tables as other programs write them."""

import pytest

from apps.imports import places
from apps.imports.models import Import
from apps.imports.tables import reading
from apps.imports.tables.dialect import Dialect
from tests.imports.files import bring, remarks, sheet, table, upload
from tests.world import World

ZOE = "Zoë Núñez"


def rows(found: Import) -> list[reading.Row]:
    return list(reading.rows(places.folder(found.public_id), Dialect(**found.dialect)))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"]
)
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_zoe_keeps_her_name_in_every_encoding_and_delimiter(world: World, encoding: str, sign: str) -> None:
    lines = [sign.join(cells) for cells in (("Name", "Phone"), (ZOE, "415 555 0001"), ("Bob", "4155550002"))]
    found = upload(world.acme.workspace, table(*lines, encoding=encoding))
    assert found.dialect["columns"] == ["Name", "Phone"]
    assert next(cells for _, cells in rows(found)) == [ZOE, "415 555 0001"]


def test_a_lone_umlaut_behind_the_first_64_kilobytes_decides_the_encoding(world: World) -> None:
    lines = ["Name,Phone", *(f"Bob {n},41555{n:05d}" for n in range(9_000)), "Jürgen,4155550003"]
    found = upload(world.acme.workspace, table(*lines, encoding="latin-1"))
    assert rows(found)[-1][1][0] == "Jürgen"


def test_a_windows_quote_is_read_as_one(world: World) -> None:
    found = upload(world.acme.workspace, table("Name,Phone", "O’Brien,4155550001", encoding="cp1252"))
    assert rows(found)[0][1][0] == "O’Brien"


def test_lines_are_those_of_the_file_whatever_a_note_holds(world: World) -> None:
    found = upload(
        world.acme.workspace,
        table("Phone,Notes", '4155550001,"line one', 'line two"', "", "4155550002,x"),
    )
    assert [line for line, _ in rows(found)] == [2, 5]


def test_excel_says_which_delimiter_it_used(world: World) -> None:
    found = upload(world.acme.workspace, table("sep=;", "Phone;Name", "4155550001;Ann, B"))
    assert (found.dialect["columns"], rows(found)) == (["Phone", "Name"], [(3, ["4155550001", "Ann, B"])])


def test_a_title_above_the_headings_is_not_taken_for_them(world: World) -> None:
    content = table("Export of the shop,,", ",,", "First Name,Last Name,Mobile", "Ann,Lee,4155550001")
    found = upload(world.acme.workspace, content)
    assert found.dialect["heading_line"] == 3
    assert found.mapping == ["first_name", "last_name", "phone"]


def test_a_file_of_bare_numbers_needs_no_heading(world: World) -> None:
    done = bring(world.acme.workspace, table("(415) 555-0001", "415-555-0002"))
    assert (done.created, done.dialect["columns"]) == (2, ["Column 1"])


def test_rows_of_uneven_length_come_in(world: World) -> None:
    done = bring(
        world.acme.workspace,
        table("Phone,Name,City", "4155550001", "4155550002,Ann", "4155550003,Bob,Rome,x,y"),
    )
    assert (done.created, done.invalid) == (3, 0)


def test_an_excel_file_gives_text_as_people_see_it(world: World) -> None:
    content = sheet(
        ["Shop"], [], ["Phone", "Name", "Visits"], [14155550001.0, "Ann", 3.0], [], ["x", True, 1.5]
    )
    found = upload(world.acme.workspace, content, "people.xlsx")
    assert rows(found) == [(4, ["14155550001", "Ann", "3"]), (6, ["x", "true", "1.5"])]
    done = bring(world.acme.workspace, content)
    assert (done.created, done.invalid) == (1, 1)
    assert remarks(done) == ["6,rejected,“x” is not a phone number,x,true,1.5"]
