"""Where numbers stand. Every question takes a batch and costs one query."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet

from apps.common.among import Among
from apps.common.compiled import Compiled
from apps.compliance.deciding import TOLD, Told, awaited, deciding
from apps.compliance.models import ConsentEvent, Suppression

# Of one number, as a single text asks.
_STANDING = Compiled[Suppression](
    lambda place, phone: Suppression.objects.of(place).standing().filter(phone=phone), int, str
)
_TOLD = Compiled[tuple[Any, ...]](
    lambda place, phone: ConsentEvent.objects.of(place).filter(phone=phone).order_by("pk").values_list(*TOLD),
    int,
    str,
)


def suppressions(workspace_id: int, phones: Collection[str]) -> dict[str, list[Suppression]]:
    """Standing suppressions of these numbers, by number; one with a sender stops that sender's texts only."""
    found: dict[str, list[Suppression]] = {}
    for row in _suppressions(workspace_id, phones):
        found.setdefault(row.phone, []).append(row)
    return found


def _suppressions(workspace_id: int, phones: Collection[str]) -> Iterable[Suppression]:
    if len(phones) == 1:
        return _STANDING.all(workspace_id, *phones)
    return Suppression.objects.of(workspace_id).standing().filter(Among("phone", phones))


def opted_out(workspace_id: int, phones: Collection[str]) -> set[str]:
    """Those of these numbers that stand opted out of every sender's texts."""
    rows = Suppression.objects.of(workspace_id).standing().filter(kind=Suppression.Kind.OPT_OUT, sender=None)
    return set(rows.filter(Among("phone", phones)).values_list("phone", flat=True))


def is_out(workspace_id: int, phone: str, sender_id: int) -> bool:
    """Whether this number stands opted out of this sender's texts, or of everybody's."""
    rows = Suppression.objects.of(workspace_id).standing().filter(phone=phone, kind=Suppression.Kind.OPT_OUT)
    return rows.filter(Q(sender=None) | Q(sender=sender_id)).exists()


def consents(workspace_id: int, phones: Collection[str]) -> dict[str, ConsentEvent]:
    """The line of the consent ledger that decides for each of these numbers that has one (`deciding`)."""
    rows = {row.pk: row for row in _lines(workspace_id, phones)}
    told = (Told(row.phone, row.kind, row.sender, row.attestation_id, key) for key, row in rows.items())
    return {phone: rows[line.key] for phone, line in deciding(told).items()}


def consent_kinds(workspace_id: int, phones: Collection[str]) -> dict[str, str]:
    """The kind of the line that decides for each of these numbers that has one."""
    if len(phones) == 1:
        lines: Iterable[tuple[Any, ...]] = _TOLD.all(workspace_id, *phones)
    else:
        lines = _lines(workspace_id, phones).values_list(*TOLD)
    return {phone: line.kind for phone, line in deciding(map(Told._make, lines)).items()}


def consenting(workspace_id: int, phones: Collection[str]) -> set[str]:
    """Those of these numbers for which a grant decides."""
    kinds = consent_kinds(workspace_id, phones)
    return {phone for phone, kind in kinds.items() if kind in ConsentEvent.GRANTS}


def pending(workspace_id: int, phones: Collection[str]) -> dict[str, ConsentEvent]:
    """Those of these numbers that were asked to confirm and may still answer, each with the question."""
    return awaited(_lines(workspace_id, phones))


def _lines(workspace_id: int, phones: Collection[str]) -> QuerySet[ConsentEvent]:
    """Oldest first, in the order of the ledger.

    A number has a line or two. Asking the database for the newest of each made it read the whole ledger
    for every chunk of a campaign: 290 ms at 5,000 lines, and growing.
    """
    rows: QuerySet[ConsentEvent] = ConsentEvent.objects.of(workspace_id)
    return rows.filter(Among("phone", phones)).order_by("pk")


def has_consent(event: ConsentEvent | None) -> bool:
    """Whether the line that decides is a grant."""
    return event is not None and event.kind in ConsentEvent.GRANTS
