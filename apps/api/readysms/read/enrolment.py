"""Contract §2.2, POST /drip-sequences/:id/enroll."""

from collections.abc import Mapping
from typing import Any

from apps.accounts.models import Workspace
from apps.api.kernel import arguments, paging
from apps.api.kernel.refusals import BadArgument, MissingArgument
from apps.api.readysms.read.bulk import consent
from apps.common.ids import parse
from apps.imports.refusals import UnknownImport
from apps.sequences.attested import MOST, Named
from apps.sequences.models import Job, Sequence
from apps.sequences.refusals import UnknownSequence

Body = Mapping[str, Any]
MOST_DAYS, LONGEST_STATEMENT = 365, 2_000


def one(workspace: Workspace, pk: int | str) -> Sequence:
    """Raises UnknownSequence."""
    found: Sequence | None = Sequence.objects.of(workspace).filter(pk=paging.row_id(str(pk))).first()
    if found is None:
        raise UnknownSequence
    return found


def job(workspace: Workspace, public_id: str) -> Job:
    """Raises UnknownImport, as for any other id that is no job."""
    rows = Job.objects.of(workspace).filter(kind=Job.Kind.ENROL)
    found: Job | None = rows.filter(public_id=public_id).first() if parse("sqj", public_id) else None
    if found is None:
        raise UnknownImport
    return found


def named(body: Body) -> Named:
    """Raises ConsentNotAttested, MissingArgument, BadArgument."""
    wording = consent(body)
    ids = arguments.wholes(body, "contact_ids", MOST)
    if not ids:
        raise MissingArgument(field="contact_ids")
    days = arguments.whole(body, "spread_days")
    if days is not None and not 1 < days <= MOST_DAYS:
        raise BadArgument("spread_days must be an integer above 1", field="spread_days")
    return Named(ids, _own_words(body, wording), days or 1, arguments.text(body, "add_tag") or "")


def _own_words(body: Body, wording: str) -> str:
    """The statement, and what the caller's own form said, where they tell."""
    given = (arguments.text(body, "consent_attestation_text") or "").strip()[:LONGEST_STATEMENT]
    return f"{wording} In their own words: {given}" if given else wording
