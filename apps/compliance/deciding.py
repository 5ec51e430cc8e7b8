"""Which line of the ledger decides. Most often the newest of a number; three things make it another one.

An import that was taken back takes its own lines with it and no others; somebody who left one sender still
hears from the rest; and a line that only notes something (asked, reviewed) changes nothing.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from apps.common import clock
from apps.compliance.models import ConsentEvent

Kind = ConsentEvent.Kind
# Who is asked to confirm and answers later than this is asked again.
PENDING_FOR = timedelta(days=7)


class Told(NamedTuple):
    """What of a line matters here; `key` is the row's id."""

    phone: str
    kind: str
    sender: str
    attestation_id: int | None
    key: int


TOLD = ("phone", "kind", "sender", "attestation_id", "pk")


def deciding(lines: Iterable[Told]) -> dict[str, Told]:
    """The line that says where each number stands, of lines in the order of the ledger. None: no key."""
    told: dict[str, list[Told]] = {}
    for line in lines:
        if line.kind in ConsentEvent.GRANTS or (line.kind == Kind.OPT_OUT and not line.sender):
            told.setdefault(line.phone, []).append(line)
        elif line.kind == Kind.IMPORT_UNDONE:
            told[line.phone] = [one for one in told.get(line.phone, []) if not _is_undone(one, line)]
    return {phone: some[-1] for phone, some in told.items() if some}


def _is_undone(one: Told, undoing: Told) -> bool:
    return one.kind == Kind.IMPORT_ATTESTED and one.attestation_id == undoing.attestation_id


def awaited(lines: Iterable[ConsentEvent]) -> dict[str, ConsentEvent]:
    """The question that each number may still answer with YES, of lines in the order of the ledger."""
    asked: dict[str, ConsentEvent] = {}
    since = clock.now() - PENDING_FOR
    for line in lines:
        if line.kind == Kind.OPT_IN_ASKED and line.recorded_at > since:
            asked[line.phone] = line
        elif line.kind in (Kind.OPT_IN_CONFIRMED, Kind.OPT_OUT):
            asked.pop(line.phone, None)
    return asked
