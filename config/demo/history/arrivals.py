"""How people came: in files, as the import takes them, with the statement of consent that it asks for."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from apps.accounts.models import User, Workspace
from apps.compliance.actions import Witness
from apps.imports import actions, run
from apps.imports.actions import Order
from apps.imports.models import Import
from config.demo.people import Person

ATTRIBUTES = ("city", "tier", "genre", "points", "birthday")
HEADINGS = {
    "Phone": "phone",
    "First name": "first_name",
    "Last name": "last_name",
    "E-mail": "email",
    "Tags": "tags",
    "Stage": "stage",
    "List": "list",
    "Opted out": "opted_out",
    **{name.title(): f"attributes.{name}" for name in ATTRIBUTES},
}
# What stands in every real file: a line without a number, a number too short, somebody twice.
JUNK = (("", "Gil", "Abernathy"), ("call after six", "Rosa", "Whitfield"), ("555-01", "Otto", "Brandt"))


@dataclass(frozen=True, slots=True)
class File:
    """A file, whom it brings, the lists they come to, and where they said yes."""

    name: str
    people: Sequence[Person]
    lists: str
    source: str
    has_junk: bool = False


def bring(workspace: Workspace, by: User, file: File) -> Import:
    """Upload it and work at it to its end."""
    found = upload(workspace, by, file)
    order = Order(list(HEADINGS.values()), "US", file.source, attested=True)
    actions.start(found, order, Witness(by.email, by))
    run.turn(found, float("inf"))
    return found


def upload(workspace: Workspace, by: User, file: File) -> Import:
    """Only that: somebody has still to look at its columns."""
    return actions.upload(workspace, io.BytesIO(_table(file)), file.name, by)


def undo(done: Import) -> None:
    """Take it back, to the end."""
    actions.undo(done)
    run.turn(done, float("inf"))


def _table(file: File) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(_rows(file))
    return text.getvalue().encode()


def _rows(file: File) -> Iterable[list[str]]:
    for person in file.people:
        yield _row(person, file.lists)
    if file.has_junk:
        yield _row(file.people[0], file.lists)
        blank = [""] * (len(HEADINGS) - 3)
        yield from ([*junk, *blank] for junk in JUNK)


def _row(one: Person, lists: str) -> list[str]:
    out = "yes" if one.opted_out else ""
    attributes = [one.attributes[name] for name in ATTRIBUTES]
    return [
        one.phone.removeprefix("+1"),
        one.first_name,
        one.last_name,
        one.email,
        ";".join(one.tags),
        one.stage,
        lists,
        out,
        *attributes,
    ]
