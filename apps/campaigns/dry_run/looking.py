"""One chunk of a dry run: compose and screen as send() does, and a row for each person."""

from collections.abc import Sequence
from typing import Any

from apps.campaigns.dry_run.lines import QUEUED, SKIPPED, fingerprint
from apps.campaigns.dry_run.models import DryRun, Foreseen
from apps.campaigns.estimate import screened
from apps.common import bulk, phones
from apps.compliance.gates import Hold, Refuse
from apps.contacts.models import Contact
from apps.copywriting.merge import Template, compile_template
from apps.messaging.drafts import Draft, Order, values

COLUMNS = (
    "workspace_id",
    "run_id",
    "phone",
    "outcome",
    "rule",
    "reason",
    "temporary",
    "zone",
    "until",
    "parts",
    "fingerprint",
    "gaps",
)


def look_at(run: DryRun, order: Order, people: Sequence[Contact]) -> None:
    """Write down what would become of these people."""
    template = compile_template(order.body)
    rows = [_row(run, draft, template) for draft in screened(order, people, run.at)]
    bulk.write(Foreseen, COLUMNS, rows, len(rows))


def _row(run: DryRun, draft: Draft, template: Template) -> tuple[Any, ...]:
    verdict = draft.verdict
    zone = next(iter(phones.zones_of(draft.phone)), "")[:40]
    start = (run.workspace_id, run.pk, draft.phone)
    if isinstance(verdict, Refuse):
        why = (verdict.rule, verdict.reason[:200], verdict.temporary)
        return (*start, SKIPPED, *why, zone, None, 0, "", "")
    held = (verdict.rule, verdict.reason[:200]) if isinstance(verdict, Hold) else ("", "")
    until = verdict.until if isinstance(verdict, Hold) else None
    text = (draft.measure.parts, fingerprint(draft.body), _gaps(draft, template))
    return (*start, QUEUED, *held, False, zone, until, *text)


def _gaps(draft: Draft, template: Template) -> str:
    return ",".join(template.missing(values(draft.contact)))[:200] if template.fields else ""
