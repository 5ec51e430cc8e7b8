"""The first pass over a file: whoever it says opted out is opted out before anybody else comes in.

It also counts the rows, so that the progress of the second pass is true. What it finds lies in
StatedOptOut, not in memory: a file of a million opt-outs is read as flat as any.
"""

from collections.abc import Sequence

from django.db import transaction

from apps.common import bulk
from apps.common.among import Among
from apps.compliance import many as compliance
from apps.compliance.statements import Statement
from apps.contacts.models import Contact
from apps.imports.models import Import, StatedOptOut
from apps.imports.people import Reader
from apps.imports.tables.reading import Row

ROWS = 20_000


def survey(held: Import, rows: Sequence[Row], reader: Reader) -> None:
    """Apply the opt-outs of these rows, inside the caller's transaction; `held` is its locked row."""
    stated = _stated(rows, reader)
    for some in bulk.chunks(stated.items(), bulk.BATCH):
        _apply(held, dict(some))
    held.surveyed += len(rows)


def _stated(rows: Sequence[Row], reader: Reader) -> dict[str, int]:
    """Phone → the line that says so first."""
    stated: dict[str, int] = {}
    if reader.knows_opt_outs:
        for line, cells in rows:
            if phone := reader.opted_out(cells):
                stated.setdefault(phone, line)
    return stated


@transaction.atomic
def _apply(held: Import, stated: dict[str, int]) -> None:
    known = StatedOptOut.objects.of(held.workspace_id).filter(Among("phone", stated), source=held)
    for phone in known.values_list("phone", flat=True):
        del stated[phone]
    news = _opt_out(held, stated)
    bulk.insert(
        [
            StatedOptOut(
                workspace_id=held.workspace_id, source=held, phone=phone, line=line, news=phone in news
            )
            for phone, line in stated.items()
        ]
    )
    held.opted_out += len(stated)


def _opt_out(held: Import, stated: dict[str, int]) -> set[str]:
    contacts = Contact.objects.of(held.workspace_id).filter(Among("phone", stated))
    ids = dict(contacts.values_list("phone", "pk"))
    statements = [
        Statement(phone, ids.get(phone), {"import": held.public_id, "file": held.file_name, "line": line})
        for phone, line in stated.items()
    ]
    return compliance.opt_out(held.workspace_id, statements, source="import")


def of_others(held: Import, out: set[str]) -> set[str]:
    """Of these opted-out phones, those that opted out before this import."""
    mine = StatedOptOut.objects.of(held.workspace_id).filter(Among("phone", out), source=held, news=True)
    return out - set(mine.values_list("phone", flat=True)) if out else set()
