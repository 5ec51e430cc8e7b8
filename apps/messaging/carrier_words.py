"""What carriers tell us, as we may keep it: words without NUL and not too long, times that can be true."""

from datetime import datetime

from apps.common import clock

WILD_SECONDS = 7 * 86_400.0


def said(text: str, most: int) -> str:
    """A carrier's words as the database takes them."""
    return text.replace("\0", "")[:most]


def plausible(at: datetime | None) -> datetime:
    """A carrier's time, or ours when it names none or a wild one (year 1 cannot be read back)."""
    now = clock.now()
    return at if at is not None and abs(at.timestamp() - now.timestamp()) < WILD_SECONDS else now
