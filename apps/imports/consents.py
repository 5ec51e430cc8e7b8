"""The consents that an import attests. Whoever stands opted out gets none: nothing here lifts an opt-out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from apps.common import clock
from apps.compliance import ledger, queries
from apps.compliance import many as compliance
from apps.compliance.actions import Grant
from apps.compliance.models import ConsentEvent
from apps.imports import moments, opt_outs
from apps.imports.models import Import
from apps.imports.people import Person


def record(held: Import, people: Sequence[tuple[Person, int]], lines: Mapping[str, ConsentEvent]) -> None:
    """Write a consent for each person (with contact id) who is not opted out; count who had been before.

    lines: those that decide now, by number. Whoever opts out waits for the ledger, or is seen here.
    """
    zone, now = ZoneInfo(held.workspace.timezone), clock.now()
    grants = [_grant(held, one, contact_id, zone, now) for one, contact_id in people]
    ledger.lock(held.workspace_id)
    out = queries.opted_out(held.workspace_id, [one.phone for one in grants])
    held.opt_out_kept += len(opt_outs.of_others(held, out))
    compliance.grant_where_new(
        held.workspace_id,
        [one for one in grants if one.phone not in out],
        ConsentEvent.Kind.IMPORT_ATTESTED,
        channel="import",
        attestation=held.attestation,
        lines=lines,
    )


def _grant(held: Import, one: Person, contact_id: int, zone: ZoneInfo, now: datetime) -> Grant:
    at = moments.parse(one.opt_in_time, zone, held.default_region, now) if one.opt_in_time else None
    evidence = {"import": held.public_id, "line": one.line}
    if one.opt_in_time and at is None:
        evidence["opt_in_time"] = one.opt_in_time[:60]  # as it stood there, for whoever can read it
    return Grant(one.phone, contact_id, at, one.opt_in_source or held.consent_source, evidence)
