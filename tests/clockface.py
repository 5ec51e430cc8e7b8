"""Moving the product's clock in tests."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone
from pytest_django import Settings

# A Wednesday, 14:00 in New York and 09:00 in Honolulu: open at every place in the US.
DAYTIME = datetime(2026, 11, 18, 19, 0, tzinfo=UTC)
# 23:00 in New York, 20:00 in Los Angeles the same evening.
EVENING = datetime(2026, 11, 19, 4, 0, tzinfo=UTC)


def set_clock(settings: Settings, to: datetime) -> None:
    """From now on the product believes it is `to`, and its clock runs on from there."""
    settings.CLOCK_SHIFT = (to - timezone.now()).total_seconds()


@pytest.fixture
def daytime(settings: Settings) -> datetime:
    set_clock(settings, DAYTIME)
    return DAYTIME
