"""People handed over as data, by a program: kept as a file like any other, so that one way in serves both."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO

from django.db import transaction
from django.utils.translation import gettext_noop as _

from apps.accounts.models import User, Workspace
from apps.common.ids import Maker
from apps.common.refusals import Refusal
from apps.common.spreadsheets import csv_lines
from apps.compliance.actions import Witness
from apps.imports import places
from apps.imports.actions import Order, made, start, store
from apps.imports.models import Import
from apps.imports.refusals import HeaderOnly
from apps.imports.tables.dialect import Dialect

# Its number in what was handed over: the last column, so that no row is blank.
ROW = "Row"
LONGEST_CELL = 2_000


def take(workspace: Workspace, people: Sequence[Mapping[str, str]], name: str, by: User | None) -> Import:
    """Keep these people for an import, each as field → value in the words of mapping.FIELDS.

    Raises HeaderOnly for nobody, TooLarge.
    """
    if not people:
        raise HeaderOnly(_("There is nobody in this."))
    fields = list(dict.fromkeys(["phone", *(field for one in people for field in one)]))
    public_id = Maker("imp")()
    try:
        scan = store(BytesIO(_file(fields, people)), public_id)
        found = Dialect(places.UPLOAD, "utf-8", ",", 1, [*fields, ROW])
        return made(workspace, public_id, name, by, scan, found, [*fields, ""])
    except BaseException:
        places.clear(public_id)
        raise


def _file(fields: Sequence[str], people: Sequence[Mapping[str, str]]) -> bytes:
    rows = ([*(_cell(one.get(field, "")) for field in fields), n] for n, one in enumerate(people, 1))
    return "".join(csv_lines([[*fields, ROW], *rows])).encode()


def _cell(value: str) -> str:
    """On one line: a quoted line end that is never closed is how a broken file looks."""
    return " ".join(value.replace("\0", "").split())[:LONGEST_CELL]


def begin(
    workspace: Workspace, people: Sequence[Mapping[str, str]], name: str, order: Order, witness: Witness
) -> Import:
    """Take them and let the import start, with the order's mapping and region out of what was handed over.

    Raises as `take` and `actions.start`; then nothing was kept.
    """
    public_id = ""
    try:
        with transaction.atomic():
            taken = take(workspace, people, name, witness.user)
            public_id = taken.public_id
            full = replace(order, mapping=taken.mapping, default_region=taken.default_region)
            return start(taken, full, witness)
    except Refusal:
        if public_id:
            places.clear(public_id)
        raise
