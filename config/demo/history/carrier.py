"""The carrier of the history: in this process, and with its receipts in a list until their moment comes.

Texts are claimed, screened again and settled as the dispatcher does it (messaging/transmission.py); what is
left out is HTTP, which 15,000 times would take longer than the demo may.
"""

import random
from datetime import datetime, timedelta

from apps.carriers.models import CarrierAccount
from apps.carriers.outcomes import Accepted, Outcome, Receipt, Refused
from apps.carriers.virtual.behaviour import FAILED, REFUSALS
from apps.common import clock
from apps.messaging import leases, receipts, streams
from apps.messaging.claiming import Claimed
from apps.messaging.settling import Result, settle
from apps.messaging.transmission import claim_and_screen

MOST = 5_000  # of a stream at once
# Of a thousand texts: so many are refused, fail, or are never heard of again.
REFUSED_OF_1000, FAILED_OF_1000, LOST_OF_1000 = 5, 24, 4
FAILURES = (
    FAILED,
    ("30003", "The phone was switched off or out of reach."),
    ("30006", "This is a landline, or a number that cannot get texts."),
    ("30007", "The phone company filtered the text."),
)


class Carrier:
    """Takes what is due, and keeps what it will say of it."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self._later: list[tuple[CarrierAccount, Receipt, datetime]] = []
        self._taken = 0

    def take(self) -> int:
        """Hand over what is due now; answers how many."""
        if not (found := streams.due()):
            return 0
        claimed = claim_and_screen([(one, MOST) for one in found], "demo")
        results = [Result(one, self._answer(one)) for _, _, ready in claimed for one in ready]
        settle(results)
        leases.end("demo")
        return len(results)

    def tell(self) -> None:
        """Apply the receipts whose moment has come."""
        now = clock.now()
        ripe = [one for one in self._later if one[2] <= now]
        self._later = [one for one in self._later if one[2] > now]
        for account in {account.pk: account for account, _, _ in ripe}.values():
            receipts.apply_receipts(account, [said for whose, said, _ in ripe if whose.pk == account.pk])

    def _answer(self, text: Claimed) -> Outcome:
        self._taken += 1
        fate = self.dice.randrange(1_000)
        if fate < REFUSED_OF_1000:
            return Refused("unreachable", REFUSALS["unreachable"], retryable=False)
        said = f"vc_demo_{self._taken}"
        if fate < 1_000 - LOST_OF_1000:
            at = clock.now() + timedelta(seconds=self.dice.uniform(2, 15))
            failed = fate < REFUSED_OF_1000 + FAILED_OF_1000
            code, words = self.dice.choice(FAILURES) if failed else ("", "")
            receipt = Receipt(said, "", "failed" if failed else "delivered", code, words, at)
            self._later.append((text.sender.carrier, receipt, at))
        return Accepted(said)
