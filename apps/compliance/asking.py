"""Double opt-in: a person is asked to confirm, and answers YES. Until then nothing is granted."""

from collections.abc import Sequence

from django.db import transaction

from apps.compliance import ledger, queries
from apps.compliance.models import ConsentEvent
from apps.compliance.statements import Statement
from apps.events import diary
from apps.events.diary import Fact

Kind = ConsentEvent.Kind


@transaction.atomic
def ask_consent(
    workspace_id: int, statements: Sequence[Statement], *, channel: str, actor: str = ""
) -> set[str]:
    """Note that these numbers are being asked to confirm; answers those that may be asked.

    Not asked: who stands opted out, who was asked and may still answer, who has confirmed. The text that
    asks is the caller's; its id belongs into the evidence as `double_opt_in_message_id`.
    """
    ledger.lock(workspace_id)
    phones = {one.phone for one in statements}
    left_out = queries.opted_out(workspace_id, phones) | set(queries.pending(workspace_id, phones))
    newest = queries.consents(workspace_id, phones)
    left_out |= {phone for phone, line in newest.items() if line.kind == Kind.OPT_IN_CONFIRMED}
    asked = list({one.phone: one for one in statements if one.phone not in left_out}.values())
    _write(workspace_id, Kind.OPT_IN_ASKED, asked, channel)
    _tell(workspace_id, "consent.asked", asked, channel, actor)
    return {one.phone for one in asked}


@transaction.atomic
def confirm_consent(
    workspace_id: int, statements: Sequence[Statement], *, channel: str, actor: str = ""
) -> set[str]:
    """These numbers said yes; answers those that had been asked and so have confirmed now."""
    ledger.lock(workspace_id)
    asked = queries.pending(workspace_id, {one.phone for one in statements})
    said = list({one.phone: one for one in statements if one.phone in asked}.values())
    _write(workspace_id, Kind.OPT_IN_CONFIRMED, said, channel)
    _tell(workspace_id, "consent.confirmed", said, channel, actor)
    return {one.phone for one in said}


def _write(workspace_id: int, kind: str, statements: Sequence[Statement], channel: str) -> None:
    ledger.append(workspace_id, kind, statements, channel=channel)


def _tell(workspace_id: int, name: str, said: Sequence[Statement], channel: str, actor: str) -> None:
    facts = [
        Fact(name, one.subject, one.contact_id, {"phone": one.phone, "source": channel}, actor)
        for one in said
    ]
    diary.record_many(workspace_id, facts)
