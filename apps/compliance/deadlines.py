"""How long a review may wait: ten business days (47 CFR 64.1200(a)(10)), Saturdays, Sundays and US federal
holidays not counted."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from apps.compliance.holidays import is_holiday

BUSINESS_DAYS = 10
SATURDAY = 5
END_OF_DAY = time(23, 59, 59)


def due(received: datetime, zone: str, days: int = BUSINESS_DAYS) -> datetime:
    """The end of the last day, in this zone; the day of the receipt is not counted."""
    day = received.astimezone(ZoneInfo(zone)).date()
    for _ in range(days):
        day = next_business_day(day)
    return datetime.combine(day, END_OF_DAY, ZoneInfo(zone))


def next_business_day(day: date) -> date:
    day += timedelta(days=1)
    while day.weekday() >= SATURDAY or is_holiday("US", day):
        day += timedelta(days=1)
    return day
