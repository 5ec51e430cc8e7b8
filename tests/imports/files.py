"""Files as people bring them, and what happens to them."""

import io
from pathlib import Path

import openpyxl
from django.conf import settings

from apps.accounts.models import Workspace
from apps.compliance.actions import Witness
from apps.imports import actions, places, run
from apps.imports.actions import Order
from apps.imports.models import Import
from apps.lists.models import ContactList

MESSY = Path(settings.BASE_DIR) / "tests/data/contacts_20k.csv"
MARIA = Witness("maria@acme.example", ip="192.0.2.7")


def table(*rows: str, encoding: str = "utf-8") -> bytes:
    """Lines of text as a file."""
    return ("\n".join(rows) + "\n").encode(encoding)


def sheet(*rows: list[object]) -> bytes:
    """Rows as an XLSX file."""
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet()
    for row in rows:
        page.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(workspace: Workspace, content: bytes, name: str = "people.csv") -> Import:
    return actions.upload(workspace, io.BytesIO(content), name, None)


def start(found: Import, *, region: str = "US", into: ContactList | None = None, **fields: str) -> Import:
    """Queue it; `fields` overrules the guess by heading."""
    columns: list[str] = found.dialect["columns"]
    chosen = [fields.get(name, field) for name, field in zip(columns, found.mapping, strict=True)]
    return actions.start(found, Order(chosen, region, "the shop's form", attested=True, into=into), MARIA)


def finish(found: Import) -> Import:
    """Work at it to its end."""
    run.turn(found, float("inf"))
    found.refresh_from_db()
    return found


def bring(workspace: Workspace, content: bytes, into: ContactList | None = None) -> Import:
    """Upload, start with the guessed mapping, and work to the end."""
    return finish(start(upload(workspace, content), into=into))


def undone(found: Import) -> Import:
    actions.undo(found)
    return finish(found)


def remarks(found: Import) -> list[str]:
    """The lines of the file of remarks, without the heading."""
    path = places.remarks(found.public_id)
    return path.read_text("utf-8-sig").splitlines()[1:] if path.exists() else []
