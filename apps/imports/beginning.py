"""Whom an import takes in, or knows, may begin a sequence: in the transaction of their rows.

Before the consents are written: who holds the ledger waits for nobody's sequence.
"""

from collections.abc import Sequence

from django.utils.translation import gettext_noop as _

from apps.imports.models import Import
from apps.sequences import enrolling
from apps.sequences.refusals import NotRunning

STOPPED = _("The sequence takes nobody any more: the rest came in without it.")


def enrol(held: Import, contact_ids: Sequence[int]) -> None:
    """Count who began. A sequence that was paused meanwhile costs the enrolment, not the import."""
    if held.enrol_in is None or not contact_ids:
        return
    try:
        done = enrolling.enrol(held.enrol_in, contact_ids, source="import", actor=held.public_id)
    except NotRunning:
        held.problem = STOPPED
    else:
        held.enrolled += done.count
