"""Verbs of compliance: what stops texts to a number, what lets them, and the evidence of both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from apps.accounts.models import User
from apps.common import bulk, clock
from apps.common.ids import new_ulid
from apps.compliance.models import Attestation, ConsentEvent, Suppression
from apps.events import diary

Kind = Suppression.Kind


@dataclass(frozen=True, slots=True)
class Witness:
    """Who states something, and from where."""

    name: str  # e-mail address or key prefix
    user: User | None = None
    ip: str | None = None


@transaction.atomic
def opt_out(
    workspace_id: int,
    phone: str,
    *,
    source: str,
    evidence: Mapping[str, Any],
    contact_id: int | None = None,
    subject: str = "",
    actor: str = "",
) -> bool:
    """This number asked not to be texted. Says whether that is news; twice is once."""
    if not suppress(workspace_id, phone, Kind.OPT_OUT, source=source, evidence=evidence):
        return False
    _ledger(workspace_id, phone, ConsentEvent.Kind.OPT_OUT, source, evidence, contact_id)
    lift(workspace_id, phone, Kind.REVIEW, by=actor or source)
    diary.record(
        workspace_id,
        "contact.opted_out",
        subject,
        contact_id=contact_id,
        actor=actor,
        phone=phone,
        source=source,
        **{name: evidence[name] for name in ("keyword", "reason") if name in evidence},
    )
    return True


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
) -> bool:
    """This number asks for texts again. Says whether it was opted out."""
    was_out = lift(workspace_id, phone, Kind.OPT_OUT, by=actor or source)
    lift(workspace_id, phone, Kind.REVIEW, by=actor or source)
    kind = ConsentEvent.Kind.RE_OPT_IN if was_out else ConsentEvent.Kind.OPT_IN
    _ledger(workspace_id, phone, kind, source, evidence, contact_id)
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
    standing = Suppression.objects.of(workspace_id).standing().filter(phone=phone, kind=kind)
    # Locked, so that a START being written at this moment is either before this or after it.
    if list(standing.select_for_update()):
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


def lift(workspace_id: int, phone: str, kind: str, *, by: str, reason: str = "") -> bool:
    """Lift a standing suppression; the row stays as history. Says whether there was one."""
    standing = Suppression.objects.of(workspace_id).standing().filter(phone=phone, kind=kind)
    lifted = standing.update(lifted_at=clock.now(), lifted_by=by[:120], lift_reason=reason[:200])
    if lifted:
        diary.record(workspace_id, "suppression.lifted", phone, actor=by[:120], kind=kind, reason=reason)
    return bool(lifted)


@transaction.atomic
def pause_for_review(
    workspace_id: int, phone: str, *, evidence: Mapping[str, Any], contact_id: int | None, subject: str = ""
) -> bool:
    """The words may mean an opt-out: marketing pauses until a person decides."""
    if not suppress(workspace_id, phone, Kind.REVIEW, source="keyword", evidence=evidence):
        return False
    diary.record(workspace_id, "contact.review", subject, contact_id=contact_id, phone=phone, **evidence)
    return True


@transaction.atomic
def attest(
    workspace_id: int, witness: Witness, wording: str, *, about: str, source: str = "", file_sha256: str = ""
) -> Attestation:
    """Keep the statement that the people concerned asked to be texted."""
    row: Attestation = Attestation.objects.create(
        workspace_id=workspace_id,
        attested_by=witness.user,
        attested_as=witness.name[:160],
        wording=wording,
        source=source[:200],
        about=about[:60],
        ip=witness.ip,
        file_sha256=file_sha256,
    )
    diary.record(
        workspace_id, "consent.attested", row.public_id, actor=witness.name[:120], about=about, source=source
    )
    return row


LEDGER_COLUMNS = (
    "workspace_id",
    "public_id",
    "phone",
    "contact_id",
    "kind",
    "scope",
    "channel",
    "source",
    "occurred_at",
    "recorded_at",
    "evidence",
    "attestation_id",
)


@dataclass(frozen=True, slots=True)
class Grant:
    """One number's consent before it is written."""

    phone: str
    contact_id: int | None = None
    occurred_at: datetime | None = None
    source: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)


def grant(
    workspace_id: int,
    grants: Iterable[Grant],
    kind: str,
    *,
    channel: str,
    attestation: Attestation | None = None,
) -> None:
    """Append consents to the ledger, in bulk. They lift nothing: an opt-out outranks any attested consent."""
    now, about = clock.now(), attestation.pk if attestation else None
    rows = [
        (
            workspace_id,
            new_ulid(),
            one.phone,
            one.contact_id,
            str(kind),
            "marketing",
            channel[:20],
            one.source[:200],
            one.occurred_at,
            now,
            dict(one.evidence),
            about,
        )
        for one in grants
    ]
    bulk.write(ConsentEvent, LEDGER_COLUMNS, rows, len(rows))


def _ledger(
    workspace_id: int,
    phone: str,
    kind: str,
    channel: str,
    evidence: Mapping[str, Any],
    contact_id: int | None,
) -> None:
    now = clock.now()
    ConsentEvent.objects.create(
        workspace_id=workspace_id,
        phone=phone,
        contact_id=contact_id,
        kind=kind,
        channel=channel[:20],
        occurred_at=now,
        recorded_at=now,
        evidence=dict(evidence),
    )
