"""What is tried again, and when."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# 429: too fast. 5xx: the server or a proxy had a fault; v1 promises the same answer for the same key.
PASSING = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Patience:
    """`retries` after the first try. Seconds: `first` doubles with each, up to `longest`, halved by chance.

    A Retry-After above `longest_asked` is not waited for: the error is raised instead.
    """

    retries: int = 4
    first: float = 0.5
    longest: float = 8.0
    longest_asked: float = 60.0

    def after_answer(self, tries: int, status: int, headers: Mapping[str, str]) -> float | None:
        """Seconds to wait after this answer; None: it stands."""
        if status not in PASSING or tries > self.retries:
            return None
        asked = retry_after(headers)
        if asked is None:
            return self._backoff(tries)
        # A little later than asked: many clients were told the same moment.
        return asked + random.uniform(0, self.first) if asked <= self.longest_asked else None

    def after_silence(self, tries: int) -> float | None:
        """Seconds to wait after no answer at all; None: give up."""
        return self._backoff(tries) if tries <= self.retries else None

    def _backoff(self, tries: int) -> float:
        most = min(self.first * 2 ** (tries - 1), self.longest)
        return random.uniform(most / 2, most)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds, out of a number or a date; None when it is not said."""
    told = headers.get("retry-after", "").strip()
    if not told:
        return None
    if told.replace(".", "", 1).isdecimal():
        return float(told)
    try:
        at = parsedate_to_datetime(told)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
