"""Where numbers stand with their consent, folded from their lines in the ledger.

A grant stands until the person leaves, or until the import it came with is undone; asking somebody to confirm
(double opt-in) grants nothing and takes nothing. The lines of a number are few (one or two): folding costs
about 1 µs.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection

from apps.common.among import Among, array
from apps.common.compiled import Compiled
from apps.common.index_order import fetched
from apps.compliance.models import ConsentEvent

Kind = ConsentEvent.Kind
# Stated by a customer of ours about others: evidence of theirs, not the person's own act.
ATTESTED = frozenset({Kind.IMPORT_ATTESTED.value, Kind.SEND_ATTESTED.value})
# Scopes of a grant that reach marketing; "transactional" reaches informational texts alone.
MARKETING = frozenset({"marketing", "all"})
SPOKEN = "verbal"  # the one channel that leaves nothing written


class Line(NamedTuple):
    """A line of the ledger, as far as standing needs it."""

    phone: str
    kind: str
    scope: str
    channel: str
    sender: str
    attestation_id: int | None
    at: datetime
    pk: int


@dataclass(slots=True)
class Standing:
    """What holds for one number. `grants`: those that stand, oldest first."""

    grants: list[Line] = field(default_factory=list)
    left: bool = False  # ever; a grant since then outranks it
    asked: bool = False  # to confirm, and has not

    def read(self, line: Line) -> None:
        """Take the next line in."""
        if line.kind in _GRANTS:
            self.grants.append(line)
            self.asked = False
        elif line.kind == Kind.OPT_OUT:
            # From one sender only: a suppression of that sender says so, and the consent stands.
            if not line.sender:
                self.grants, self.left, self.asked = [], True, False
        elif line.kind == Kind.IMPORT_UNDONE:
            self.grants = [one for one in self.grants if not _came_with(line, one)]
        elif line.kind == Kind.OPT_IN_ASKED:
            self.asked = True

    def reaching(self, marketing: bool) -> list[Line]:
        """Grants whose scope covers such a text."""
        return [one for one in self.grants if not marketing or one.scope in MARKETING]

    @property
    def is_signed(self) -> bool:
        """Whether the person asked for marketing themself, in writing: 47 CFR 64.1200(c)(2)(ii)."""
        return any(
            one.kind not in ATTESTED and one.channel != SPOKEN and one.scope in MARKETING
            for one in self.grants
        )

    @property
    def since(self) -> datetime | None:
        """When the oldest grant that stands was recorded."""
        return self.grants[0].at if self.grants else None


def _came_with(undone: Line, one: Line) -> bool:
    return one.kind == Kind.IMPORT_ATTESTED and one.attestation_id == undone.attestation_id


_GRANTS = frozenset(kind.value for kind in ConsentEvent.GRANTS)
NOTHING = Standing()
_COLUMNS = ("phone", "kind", "scope", "channel", "sender", "attestation_id", "recorded_at", "pk")

_OF_ONE = Compiled[tuple[Any, ...]](
    lambda place, phone: (
        ConsentEvent.objects.of(place).filter(phone=phone).order_by("pk").values_list(*_COLUMNS)
    ),
    int,
    str,
)


def standings(workspace_id: int, phones: Collection[str]) -> dict[str, Standing]:
    """Standing of each of these numbers that has lines; one query."""
    return fold(lines(workspace_id, phones))


def lines(workspace_id: int, phones: Collection[str]) -> Iterable[Line]:
    """All lines of these numbers, in the order of the ledger; one query."""
    if len(phones) == 1:
        return map(Line._make, _OF_ONE.all(workspace_id, *phones))
    if connection.vendor == "postgresql":
        return map(Line._make, sorted(_looked_up(workspace_id, phones), key=itemgetter(-1)))
    rows = ConsentEvent.objects.of(workspace_id).filter(Among("phone", phones)).order_by("pk")
    return (Line(*row) for row in rows.values_list(*_COLUMNS))


# In the order of the index consent_of_number, which so is the one that is used: with the statistics of before
# an import PostgreSQL read the whole ledger of the workspace for each batch of texts (8 ms at 20,000 lines).
_LOOK_UP = """
SELECT line.* FROM unnest(%s::text[]) AS asked(phone) CROSS JOIN LATERAL (
    SELECT phone, kind, scope, channel, sender, attestation_id, recorded_at, id
    FROM compliance_consentevent WHERE workspace_id = %s AND phone = asked.phone
    ORDER BY workspace_id, phone, id DESC
) AS line
"""


def _looked_up(workspace_id: int, phones: Collection[str]) -> list[tuple[Any, ...]]:
    return fetched(_LOOK_UP, [array(set(phones)), workspace_id])


def fold(lines: Iterable[Line]) -> dict[str, Standing]:
    """Lines in their order, of any numbers."""
    found: dict[str, Standing] = {}
    for line in lines:
        if line.phone not in found:
            found[line.phone] = Standing()
        found[line.phone].read(line)
    return found
