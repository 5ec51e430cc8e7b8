"""Resting: an account that does not answer is left alone for a growing pause.

Its texts wait where they are, and are not tried one after the other meanwhile: a carrier that is down for an
hour costs a few connections a minute, and no text one of its tries.
"""

from datetime import timedelta

from django.db.models import F, QuerySet

from apps.carriers.models import CarrierAccount
from apps.common import clock

LONGEST_SECONDS = 60.0
# Texts offered at once to an account that did not answer the last time.
PROBES = 4


def note_fault(account: CarrierAccount, why: str, at_least: float = 0.0) -> None:
    """Leave it alone for 1, 2, 4, … 60 s. Of several that saw the same fault one is heard."""
    pause = max(at_least, min(2.0 ** min(account.faults, 6), LONGEST_SECONDS))
    seen = CarrierAccount.everywhere.filter(pk=account.pk, faults=account.faults)
    until = clock.now() + timedelta(seconds=pause)
    seen.update(faults=F("faults") + 1, fault=why[:200], rest_until=until)


def resting() -> QuerySet[CarrierAccount]:
    """Accounts in use that are left alone now for not answering."""
    rows: QuerySet[CarrierAccount] = CarrierAccount.everywhere.filter(enabled=True, faults__gt=0)
    return rows.filter(rest_until__gt=clock.now())


def note_answer(account: CarrierAccount) -> None:
    """It answers again."""
    if account.faults:
        CarrierAccount.everywhere.filter(pk=account.pk).update(faults=0, fault="", rest_until=None)
