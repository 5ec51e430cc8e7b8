"""The people of a dry run as a table and as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from apps.campaigns.dry_run import queries
from apps.campaigns.dry_run.models import DryRun, Foreseen
from apps.contacts.fields import text
from apps.contacts.models import Contact

LABELS = {"queued": _("Queued"), "skipped": _("Skipped"), "held": _("Held")}


@dataclass(frozen=True, slots=True)
class Filters:
    """A gate's name, or a merge field that is empty; "" for all."""

    rule: str
    gap: str


@dataclass(frozen=True, slots=True)
class Line:
    """A foreseen fate and the contact who has the number now, if any."""

    row: Foreseen
    contact: Contact | None

    @property
    def status(self) -> str:
        return "held" if self.row.until else self.row.outcome

    @property
    def label(self) -> str:
        return str(LABELS[self.status])


def read(query: QueryDict) -> Filters:
    """Out of ?rule=&gap=."""
    return Filters(*(text(query.get(name, ""), 40) for name in ("rule", "gap")))


def rows(run: DryRun, filters: Filters) -> QuerySet[Foreseen]:
    return queries.people(run, filters.rule, filters.gap)


def lines(run: DryRun, found: Sequence[Foreseen]) -> list[Line]:
    contacts = queries.contacts_of(run, found)
    return [Line(row, contacts.get(row.phone)) for row in found]


def exported(run: DryRun, filters: Filters) -> Iterator[list[object]]:
    """Lines of the file, streamed; times in UTC."""
    yield [
        "phone",
        "outcome",
        "rule",
        "reason",
        "held until (UTC)",
        "zone",
        "parts",
        "fields without a value",
    ]
    for row in rows(run, filters).order_by("id").iterator(chunk_size=2_000):
        until = f"{row.until:%Y-%m-%d %H:%M:%S}" if row.until else ""
        yield [row.phone, row.outcome, row.rule, row.reason, until, row.zone, row.parts, row.gaps]
