"""Files that cannot be imported: told in words, with nothing left behind."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from apps.imports import refusals
from apps.imports.models import Import
from apps.imports.refusals import FileRefused
from tests.imports.files import sheet, table, upload
from tests.world import World


def zipped(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


BAD = {
    "empty": (b"", refusals.EmptyFile),
    "only blank lines": (b"\n\n  \n", refusals.FileRefused),
    "only a heading": (b"Phone,Name\n", refusals.HeaderOnly),
    "NUL bytes": (b"Phone,Name\n415\x005550001,Ann\n", refusals.BinaryFile),
    "no phone column": (b"Name,City\nAnn,Rome\nBob,Oslo\n", refusals.NoPhoneColumn),
    "columns without end": (b"Phone" + b",x" * 600 + b"\n4155550001\n", refusals.TooManyColumns),
    "PDF": (b"%PDF-1.7\n" + bytes(range(256)) * 20, refusals.NotATable),
    "web page": (b"<!DOCTYPE html><html><body>4155550001</body></html>", refusals.NotATable),
    "JSON": (b'{"phone": "4155550001"}', refusals.NotATable),
    "noise": (bytes(range(1, 256)) * 50, refusals.NotATable),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, refusals.OldSpreadsheet),
    "some archive": (zipped("people.csv", b"Phone\n4155550001\n"), refusals.NotATable),
    "broken Excel": (zipped("xl/workbook.xml", b"<oops"), refusals.UnreadableSpreadsheet),
    "half an Excel file": (sheet(["Phone"], [4155550001])[:900], refusals.UnreadableSpreadsheet),
    "empty Excel": (sheet(), refusals.UnreadableSpreadsheet),
    "open quotation mark": (b'Phone,Note\n4155550001,"oops\n4155550002,x\n', refusals.UnclosedQuote),
}


def folders() -> set[Path]:
    return set((Path(settings.DATA_DIR) / "imports").glob("*"))


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_and_leaves_nothing(world: World, name: str) -> None:
    content, kind = BAD[name]
    before = folders()
    with pytest.raises(kind) as refused:
        upload(world.acme.workspace, content)
    assert isinstance(refused.value, FileRefused)
    assert refused.value.text.endswith(".")
    assert not Import.objects.of(world.acme.workspace).exists()
    assert folders() == before


def test_a_file_that_unpacks_to_gigabytes_is_not_unpacked(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr("apps.imports.tables.spreadsheet.MAX_UNPACKED", 1_000_000)
    bomb = zipped("xl/workbook.xml", b" " * 2_000_000)
    with pytest.raises(refusals.UnreadableSpreadsheet):
        upload(world.acme.workspace, bomb)


def test_a_sheet_of_two_far_cells_does_not_take_the_server_down(world: World) -> None:
    content = io.BytesIO(sheet(["Phone"], [4155550001]))
    far = io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(far, "w") as new:
        for part in old.infolist():
            body = old.read(part)
            if part.filename.startswith("xl/worksheets/"):
                body = body.replace(
                    b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                )
            new.writestr(part.filename, body)
    with pytest.raises(refusals.UnreadableSpreadsheet):
        upload(world.acme.workspace, far.getvalue())


def test_a_file_is_stopped_at_the_limit_while_it_streams(world: World, settings: Any) -> None:
    settings.IMPORT_MAX_BYTES = 1024 * 1024

    class Endless(io.RawIOBase):
        read_so_far = 0

        def read(self, size: int = -1) -> bytes:
            self.read_so_far += size
            return b"4" * size

    endless = Endless()
    from apps.imports import actions

    with pytest.raises(refusals.TooLarge, match="larger than 1 MB"):
        actions.upload(world.acme.workspace, endless, "endless.csv", None)  # type: ignore[arg-type]
    assert endless.read_so_far < 2 * 1024 * 1024


def test_an_open_quotation_mark_far_down_is_found_before_anybody_comes_in(world: World) -> None:
    from tests.imports.files import finish, start

    lines = ["Phone,Note", *(f"41555{n:05d},x" for n in range(3_000)), '4155599999,"oops']
    done = finish(start(upload(world.acme.workspace, table(*lines, *["4155500000,y"] * 600))))
    assert (done.state, done.rows, done.created) == (Import.State.FAILED, 0, 0)
    assert "line 3002" in done.problem


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "The file is empty."), (b"Phone\n", "headings but no rows")]
)
def test_the_command_line_ends_with_one_plain_sentence(
    world: World, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=said):
        call_command(
            "import_contacts",
            str(file),
            "--workspace",
            str(world.acme.workspace.pk),
            "--consent-source",
            "shop",
        )
