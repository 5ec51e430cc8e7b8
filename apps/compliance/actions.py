"""Verbs of compliance: what stops texts to a number, what lets them, and the evidence of both."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from apps.accounts.audit import acting
from apps.accounts.audit import writing as audit
from apps.common import bulk, clock
from apps.compliance import ledger, many, queries
from apps.compliance.asking import ask_consent, confirm_consent
from apps.compliance.many import grant
from apps.compliance.models import Attestation, ConsentEvent, Suppression
from apps.compliance.reviews import pause_for_review
from apps.compliance.statements import Grant, Statement, Witness
from apps.events import diary
from apps.senders.models import Sender

__all__ = [
    "Grant",
    "Witness",
    "ask_consent",
    "attest",
    "confirm_consent",
    "grant",
    "lift",
    "opt_in",
    "opt_out",
    "pause_for_review",
    "suppress",
]

Kind = Suppression.Kind


def opt_out(
    workspace_id: int,
    phone: str,
    *,
    source: str,
    evidence: Mapping[str, Any],
    contact_id: int | None = None,
    subject: str = "",
    actor: str = "",
    sender: Sender | None = None,
) -> bool:
    """This number asked not to be texted, by anybody or by one sender. Says whether that is news."""
    one = Statement(phone, contact_id, evidence, clock.now(), subject=subject, only=sender)
    return bool(many.opt_out(workspace_id, [one], source=source, actor=actor))


@transaction.atomic
def opt_in(
    workspace_id: int,
    phone: str,
    *,
    source: str,
    evidence: Mapping[str, Any],
    contact_id: int | None = None,
    subject: str = "",
    actor: str = "",
    sender: Sender | None = None,
) -> bool:
    """This number asks for texts again, from everybody or from one sender. Says whether it was opted out."""
    ledger.lock(workspace_id)
    was_out = lift(workspace_id, phone, Kind.OPT_OUT, by=actor or source, sender=sender)
    lift(workspace_id, phone, Kind.REVIEW, by=actor or source)
    kind = ConsentEvent.Kind.RE_OPT_IN if was_out else ConsentEvent.Kind.OPT_IN
    one = Statement(phone, contact_id, evidence, clock.now(), only=sender)
    ledger.append(workspace_id, kind, [one], channel=source)
    diary.record(
        workspace_id,
        "contact.opted_in",
        subject,
        contact_id=contact_id,
        actor=actor,
        phone=phone,
        source=source,
    )
    return was_out


@transaction.atomic
def suppress(workspace_id: int, phone: str, kind: str, *, source: str, evidence: Mapping[str, Any]) -> bool:
    """Let a suppression stand; says whether it is new."""
    standing = Suppression.objects.of(workspace_id).standing().filter(phone=phone, kind=kind, sender=None)
    # Locked, so that a START being written at this moment is either before this or after it.
    if list(standing.select_for_update(of=("self",))):
        return False
    row = Suppression(
        workspace_id=workspace_id, phone=phone, kind=kind, source=source[:40], evidence=dict(evidence)
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # the same, at the same moment
        return False
    return True


@transaction.atomic
def lift(
    workspace_id: int, phone: str, kind: str, *, by: str, reason: str = "", sender: Sender | None = None
) -> bool:
    """Lift what stands of this kind; the rows stay as history. Says whether there was one.

    `sender`: only what stops texts from this one, which is its own suppression and everybody's.
    """
    standing = Suppression.objects.of(workspace_id).standing().filter(phone=phone, kind=kind)
    if sender:
        standing = standing.filter(Q(sender=None) | Q(sender=sender))
    lifted = standing.update(lifted_at=clock.now(), lifted_by=by[:120], lift_reason=reason[:200])
    if lifted:
        diary.record(workspace_id, "suppression.lifted", phone, actor=by[:120], kind=kind, reason=reason)
        if acting.current().name:  # a START that the person texts is no deed of the team
            after = {"kind": str(kind), "reason": reason}
            audit.note(workspace_id, "suppression.lifted", phone, after=after)
    return bool(lifted)


@transaction.atomic(savepoint=False)  # nobody goes on without the statement
def attest(
    workspace_id: int,
    witness: Witness,
    wording: str,
    *,
    about: str,
    source: str = "",
    file_sha256: str = "",
    of: Grant | None = None,
) -> Attestation:
    """Keep the statement that the people concerned asked to be texted: a row, and a line of the ledger.

    `of`: the consent of the one person of a send, which gets a line behind it, in the same write, unless a
    grant decides for the number already.
    """
    chain = ledger.lock(workspace_id)
    row = Attestation(
        workspace_id=workspace_id,
        attested_by=witness.user,
        attested_as=witness.name[:160],
        wording=wording,
        source=source[:200],
        about=about[:60],
        ip=witness.ip,
        file_sha256=file_sha256,
    )
    bulk.insert([row])
    line = Grant("", None, row.at, row.source, stated(row))
    parts = [ledger.Part(ConsentEvent.Kind.ATTESTED, [line], "attestation", row)]
    if of and of.phone not in queries.consenting(workspace_id, [of.phone]):
        parts.append(ledger.Part(ConsentEvent.Kind.SEND_ATTESTED, [of], "api", row))
    ledger.append_to(chain, parts)
    diary.record(
        workspace_id, "consent.attested", row.public_id, actor=witness.name[:120], about=about, source=source
    )
    return row


def stated(row: Attestation) -> dict[str, Any]:
    """A statement, as its line in the ledger repeats it."""
    return {
        "about": row.about,
        "attestation_text": row.wording,
        "attested_by": row.attested_as,
        "ip": row.ip or "",
        "source_file_sha256": row.file_sha256,
    }
