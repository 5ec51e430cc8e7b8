"""The gates with the memory of that time: who had agreed by then, and what would have been sent by then.

Hours and regions are asked as they are. The other two look into tables that know more by now than they did:
here they are given the lines, and the texts, of before.
"""

from collections import defaultdict, deque
from collections.abc import Sequence
from datetime import datetime

from apps.accounts.models import Workspace
from apps.compliance import gates as compliance
from apps.compliance.standing import NOTHING, Line, Standing, fold, lines
from apps.compliance.verdicts import Verdict
from apps.messaging import caps
from apps.messaging.caps import Told
from apps.messaging.hindsight.past import BEFORE, Past
from apps.messaging.states import State


class Memory:
    """What was known at each moment, read from the oldest text to the newest."""

    def __init__(self, written: bool) -> None:
        self._written = written
        self._lines: dict[str, list[Line]] = {}
        self._texts: defaultdict[int, deque[Told]] = defaultdict(deque)

    def read(self, workspace: Workspace, batch: Sequence[Past]) -> None:
        """The ledger's lines of the next texts' numbers: one query for a batch."""
        self._lines = {}
        for line in lines(workspace.pk, {one.phone for one in batch}):
            self._lines.setdefault(line.phone, []).append(line)

    def sent(self, one: Past) -> None:
        """It left, in the world that is tried: it counts for the limits of what comes after it."""
        mine = self._texts[one.contact_id]
        mine.append(Told(one.contact_id, one.pk, one.kind, State.SENT, None, one.at))
        while mine and mine[0].at < one.at - BEFORE:
            mine.popleft()

    def consent(self, workspace: Workspace, batch: Sequence[Past], now: datetime) -> list[Verdict]:
        """compliance.gates.consent, by the lines that were there when the text left."""
        return [
            None
            if one.kind in compliance.ANSWERS
            else compliance.judged(self._standing(one), one, self._written)
            for one in batch
        ]

    def _standing(self, one: Past) -> Standing:
        known = [line for line in self._lines.get(one.phone, ()) if line.at <= one.at]
        return fold(known).get(one.phone, NOTHING)

    def frequency_cap(self, workspace: Workspace, batch: Sequence[Past], now: datetime) -> list[Verdict]:
        """messaging.caps.frequency_cap, beside the texts that would have been sent before."""
        limits = caps.limits_over(workspace, batch, now)
        return [
            caps.judged(one, mine, self._texts.get(one.contact_id, ()), now) if mine else None
            for one, mine in zip(batch, limits, strict=True)
        ]
