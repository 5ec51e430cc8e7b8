"""Replies that may be an opt-out: marketing pauses at once, a person decides, and a clock runs.

When nobody has decided within ten business days, the safe thing is done: it becomes an opt-out.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from apps.common import clock
from apps.compliance import ledger, many
from apps.compliance.deadlines import due
from apps.compliance.models import ConsentEvent, Suppression, Suppressions
from apps.compliance.refusals import NotOpen
from apps.compliance.statements import Grant, Statement
from apps.contacts.models import Contact
from apps.events import diary

Kind = ConsentEvent.Kind
NOBODY_DECIDED = _("Nobody decided within ten business days.")


@transaction.atomic
def pause_for_review(
    workspace_id: int, phone: str, *, evidence: Mapping[str, Any], contact_id: int | None, subject: str = ""
) -> bool:
    """The words may mean an opt-out: marketing pauses until a person decides. Says whether that is news."""
    chain = ledger.lock(workspace_id)
    stopping = (Suppression.Kind.REVIEW, Suppression.Kind.OPT_OUT)
    standing = Suppression.objects.of(workspace_id).standing().filter(phone=phone, kind__in=stopping)
    if standing.filter(sender=None).exists():
        return False
    Suppression.objects.create(
        workspace_id=workspace_id,
        phone=phone,
        kind=Suppression.Kind.REVIEW,
        source="keyword",
        evidence=dict(evidence),
        due_at=due(clock.now(), chain.workspace.timezone),
    )
    line = Statement(phone, contact_id, evidence, clock.now())
    ledger.append(workspace_id, Kind.REVIEW_OPENED, [line], channel="keyword")
    diary.record(workspace_id, "contact.review", subject, contact_id=contact_id, phone=phone, **evidence)
    return True


def waiting(workspace_id: int) -> Suppressions:
    """What waits for a decision, in no order."""
    return Suppression.objects.of(workspace_id).standing().filter(kind=Suppression.Kind.REVIEW)


@transaction.atomic
def decide(review: Suppression, *, opted_out: bool, by: str, note: str = "") -> None:
    """A person has read the reply. Raises NotOpen when somebody has decided before."""
    ledger.lock(review.workspace_id)
    held = waiting(review.workspace_id).filter(pk=review.pk).select_for_update(of=("self",)).first()
    if held is None:
        raise NotOpen
    if opted_out:
        close([held], source="dashboard", by=by, reason=note)
    else:
        clear(held, by, note)


def close(reviews: Sequence[Suppression], *, source: str, by: str, reason: str) -> set[str]:
    """These replies were opt-outs; the reviews must be of one workspace."""
    people = _people(reviews[0].workspace_id, [one.phone for one in reviews])
    said = []
    for one in reviews:
        contact = people.get(one.phone)
        evidence = _evidence(one, by, reason)
        said.append(
            Statement(
                one.phone,
                contact.pk if contact else None,
                evidence,
                one.created_at,
                subject=contact.public_id if contact else "",
            )
        )
    return many.opt_out(reviews[0].workspace_id, said, source=source, actor=by)


def clear(review: Suppression, by: str, note: str) -> None:
    """It was no opt-out: marketing goes on."""
    Suppression.objects.of(review.workspace_id).filter(pk=review.pk).update(
        lifted_at=clock.now(), lifted_by=by[:120], lift_reason=(note or _("It was no opt-out."))[:200]
    )
    line = Grant(review.phone, None, clock.now(), "", _evidence(review, by, note))
    ledger.append(review.workspace_id, Kind.REVIEW_CLEARED, [line], channel="dashboard")
    diary.record(
        review.workspace_id,
        "suppression.lifted",
        review.phone,
        actor=by[:120],
        kind=review.kind,
        reason=note,
    )


def _evidence(review: Suppression, by: str, reason: str) -> dict[str, Any]:
    kept = {name: review.evidence[name] for name in ("message", "text", "keyword") if name in review.evidence}
    return {**kept, "review": review.public_id, "by": by, **({"reason": reason} if reason else {})}


def _people(workspace_id: int, phones: Iterable[str]) -> dict[str, Contact]:
    found = Contact.objects.of(workspace_id).filter(phone__in=list(phones))
    return {contact.phone: contact for contact in found}


def undecided() -> Suppressions:
    """Reviews of any workspace that wait for a decision; those without a date too."""
    rows: Suppressions = Suppression.everywhere.filter(lifted_at=None)
    return rows.filter(kind=Suppression.Kind.REVIEW)


def overdue() -> Suppressions:
    """Reviews of any workspace whose clock has ended."""
    rows: Suppressions = Suppression.everywhere.standing().filter(kind=Suppression.Kind.REVIEW)
    return rows.filter(due_at__lte=clock.now())


def anything_overdue() -> bool:
    return overdue().exists()


def end_overdue(limit: int = 500) -> int:
    """Make opt-outs of the reviews whose clock has ended, a transaction for each workspace; says how many."""
    found = list(overdue().order_by("workspace_id", "due_at")[:limit])
    for workspace_id, some in groupby(found, key=lambda one: one.workspace_id):
        _end(workspace_id, [one.pk for one in some])
    return len(found)


@transaction.atomic
def _end(workspace_id: int, ids: Sequence[int]) -> None:
    ledger.lock(workspace_id)
    still = list(waiting(workspace_id).filter(pk__in=ids))
    if still:
        close(still, source="review", by="the clock", reason=NOBODY_DECIDED)
