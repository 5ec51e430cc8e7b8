"""Moments as the dialects write them."""

from datetime import UTC, datetime


def milliseconds(at: datetime | None) -> str | None:
    """2026-04-07T14:30:00.000Z, or None."""
    if at is None:
        return None
    at = at.astimezone(UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"


def seconds(at: datetime | None) -> str | None:
    """2026-05-01T20:00:00Z, or None."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z" if at else None
