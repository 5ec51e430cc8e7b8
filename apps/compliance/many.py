"""Opt-outs and consents of many numbers at once. One number is a batch of one."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction

from apps.common import bulk, clock
from apps.common.among import Among
from apps.common.present import present
from apps.compliance import ledger, queries
from apps.compliance.models import Attestation, ConsentEvent, Suppression
from apps.compliance.statements import Grant, Statement
from apps.events import diary
from apps.events.diary import Fact

__all__ = ["Grant", "Statement", "deciding", "grant", "grant_where_new", "opt_out", "take_back"]

Kind = ConsentEvent.Kind
# What the diary repeats of the evidence.
TOLD = ("keyword", "reason")


@transaction.atomic
def opt_out(
    workspace_id: int, statements: Sequence[Statement], *, source: str, actor: str = "", tell: bool = True
) -> set[str]:
    """Let opt-outs stand, each with its line in the ledger. Answers the numbers for which that is news.

    Twice is once; who is out of every sender's texts is out of each one's. `tell`: a line in the diary for
    each; an import writes one for all instead.
    """
    ledger.lock(workspace_id)
    new = _news(workspace_id, statements)
    _let_stand(workspace_id, new, source)
    ledger.append(workspace_id, Kind.OPT_OUT, new, channel=source)
    _close_reviews(workspace_id, {one.phone for one in new}, actor or source)
    if tell:
        diary.record_many(workspace_id, [_fact(one, source, actor) for one in new])
    return {one.phone for one in new}


def _news(workspace_id: int, statements: Sequence[Statement]) -> list[Statement]:
    """The first statement of each number that says what does not stand yet."""
    there = _standing(workspace_id, {one.phone for one in statements})
    new = []
    for one in statements:
        wanted = (one.phone, one.only.pk if one.only else None)
        if not there.intersection({(one.phone, None), wanted}):
            there.add(wanted)
            new.append(one)
    return new


def _standing(workspace_id: int, phones: Collection[str]) -> set[tuple[str, int | None]]:
    """Numbers that are out, with the sender that they are out of (None: all)."""
    rows = Suppression.objects.of(workspace_id).standing().filter(kind=Suppression.Kind.OPT_OUT)
    return set(rows.filter(Among("phone", phones)).values_list("phone", "sender_id"))


def _let_stand(workspace_id: int, new: Sequence[Statement], source: str) -> None:
    rows = [
        Suppression(
            workspace_id=workspace_id,
            phone=one.phone,
            kind=Suppression.Kind.OPT_OUT,
            sender=one.only,
            source=source[:40],
            evidence=dict(one.evidence),
        )
        for one in new
    ]
    Suppression.everywhere.bulk_create(rows, ignore_conflicts=True, batch_size=bulk.BATCH)


def _close_reviews(workspace_id: int, phones: Collection[str], by: str) -> None:
    """The question is answered. Nothing is lifted for the person, so no event says so."""
    reviews = Suppression.objects.of(workspace_id).standing().filter(kind=Suppression.Kind.REVIEW)
    reviews.filter(Among("phone", phones)).update(
        lifted_at=clock.now(), lifted_by=by[:120], lift_reason="They opted out."
    )


def _fact(one: Statement, source: str, actor: str) -> Fact:
    told = {name: one.evidence[name] for name in TOLD if name in one.evidence}
    facts = {"phone": one.phone, "source": source, **told}
    if one.sender:
        facts["sender"] = one.sender
    return Fact("contact.opted_out", one.subject, one.contact_id, facts, actor)


def grant(
    workspace_id: int,
    grants: Iterable[Grant],
    kind: str,
    *,
    channel: str,
    attestation: Attestation | None = None,
) -> None:
    """Append consents to the ledger, in bulk. They lift nothing: an opt-out outranks any attested consent."""
    ledger.append(workspace_id, kind, list(grants), channel=channel, attestation=attestation)


def deciding(workspace_id: int, phones: Collection[str]) -> dict[str, ConsentEvent]:
    """The line that decides for each of these numbers that has one: for numbers of which most have none."""
    there = present(ConsentEvent, "phone", phones, workspace_id=workspace_id)
    return queries.consents(workspace_id, there) if there else {}


def grant_where_new(
    workspace_id: int,
    grants: Sequence[Grant],
    kind: str,
    *,
    channel: str,
    attestation: Attestation | None,
    lines: Mapping[str, ConsentEvent],
) -> int:
    """Append those consents that say something new; says how many. `lines`: what `deciding` answered.

    A number whose line is a grant of the same source and the same moment is left as it is, so that the same
    file twice leaves one line.
    """
    new = [one for one in grants if not _known(lines.get(one.phone), one)]
    grant(workspace_id, new, kind, channel=channel, attestation=attestation)
    return len(new)


def _known(newest: ConsentEvent | None, one: Grant) -> bool:
    return (
        newest is not None
        and newest.kind in ConsentEvent.GRANTS
        and newest.source == one.source[:200]
        and newest.occurred_at == one.occurred_at
    )


@transaction.atomic
def take_back(workspace_id: int, attestation: Attestation, phones: Collection[str], *, about: str) -> int:
    """The import behind this attestation is undone: its consents count no more; says how many.

    That is no opt-out: whatever else the number consented to, before or since, stands.
    """
    ledger.lock(workspace_id)
    lines = ConsentEvent.objects.of(workspace_id).filter(Among("phone", phones), attestation=attestation)
    balance: dict[str, ConsentEvent] = {}
    for line in lines.order_by("position"):
        balance[line.phone] = line
    granted = [line for line in balance.values() if line.kind == Kind.IMPORT_ATTESTED]
    undone = [Grant(line.phone, line.contact_id, None, line.source, {"import": about}) for line in granted]
    ledger.append(workspace_id, Kind.IMPORT_UNDONE, undone, channel="import", attestation=attestation)
    return len(undone)
