"""How many recipients a chunk has: few at first, so that the first text leaves soon, then as many as fit."""

import time

from apps.campaigns import expansion
from apps.campaigns.models import Campaign

LEAST, MOST = 500, 4_000
# A chunk holds its campaign's row, so a pause waits for it, and the workspace's account, so a reply does.
QUICK, SLOW = 0.1, 0.3


class Stride:
    """Of one campaign in its turn."""

    def __init__(self) -> None:
        self.size = LEAST

    def over(self, campaign: Campaign) -> int:
        """Expand a chunk; answers how many got their outcome."""
        began = time.monotonic()
        done = expansion.expand_chunk(campaign, self.size)
        took = time.monotonic() - began
        if took < QUICK:
            self.size = min(MOST, self.size * 2)
        elif took > SLOW:
            self.size = max(LEAST, self.size // 2)
        return done
