"""What `manage.py up` says when a first campaign would wait for the morning."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings

from apps.common import clock
from apps.common.area_codes import NOT_A_STATE, area_codes
from apps.compliance import hours, rules
from apps.compliance.hours import Clocks
from apps.compliance.places import place_of

# Near: the 48 states, where the demo's people live. With those far away, from Guam to Hawaii, all are awake
# for one hour of a workday (17:00 to 18:00 in New York): not worth a word, but worth aiming at.
FAR = NOT_A_STATE | {"AK", "HI"}
AMERICA = {"US", "PR", "VI", "GU", "AS", "MP"}  # countries, as the numbering plan has them
DAY, DAYS = 24, 9  # hours; looked ahead: two holidays beside a weekend close four days
FEW = 6
PORTS = {"PORT": 8000, "CARRIER_PORT": 8091}  # as config/settings.py has them when none is given
Places = Sequence[tuple[str, Clocks]]


def moved() -> list[str]:
    """A line for the welcome while the clock is moved."""
    told = clock.moved()
    return [f"  {told}"] if told else []


def advice(now: datetime) -> list[str]:
    """Lines for the welcome; none while all 48 states may be texted. `now` is the product's clock."""
    near = _places(far=False)
    if not (closed := _closed(near, now)):
        return []
    return [
        "",
        f"  Quiet hours by law: texts to phones in {_named(closed)} wait",
        "  for their next opening. To rehearse with all of the US awake:",
        f"    {_command(near, now)}",
    ]


def _named(closed: Sequence[str]) -> str:
    """The states themselves, where they are few."""
    return ", ".join(closed) if len(closed) <= FEW else f"{len(closed)} states"


def _command(near: Places, now: datetime) -> str:
    given = [f"{name}={getattr(settings, name)}" for name in PORTS]
    usual = all(getattr(settings, name) == number for name, number in PORTS.items())
    ahead = _at(now, _hours_ahead(near, now)) - now
    shift = round(settings.CLOCK_SHIFT + ahead.total_seconds())
    return " ".join([*([] if usual else given), f"CLOCK_SHIFT={shift}", "make run"])


def _hours_ahead(near: Places, now: datetime) -> int:
    """To the best hour of the first day that has one with all 48 states open: best for those far away."""
    far = _places(far=True)

    def best(ahead: range) -> int:
        return max(ahead, key=lambda hour: (_open(near, _at(now, hour)), _open(far, _at(now, hour)), -hour))

    for day in range(DAYS):
        hour = best(range(day * DAY + 1, (day + 1) * DAY + 1))
        if _open(near, _at(now, hour)) == len(near):
            return hour
    return best(range(1, DAYS * DAY))


def _at(now: datetime, hour: int) -> datetime:
    """Five minutes into the hour, so that most of it is left."""
    return now.replace(minute=5, second=0, microsecond=0) + timedelta(hours=hour)


def _open(places: Places, at: datetime) -> int:
    return sum(hours.all_inside(one, at) for _, one in places)


def _closed(places: Places, at: datetime) -> list[str]:
    """States with an area code that may not be texted now."""
    return sorted({state for state, one in places if not hours.all_inside(one, at)})


def _places(far: bool) -> list[tuple[str, Clocks]]:
    """State and clocks of every area code there, with the strictest rules of each."""
    book = rules.book()
    found = []
    for npa, code in area_codes().items():
        if code.country in AMERICA and code.zones and (code.state in FAR) == far:
            place = place_of(f"+1{npa}5550100")
            found.append((code.state, hours.clocks(place.zones, *book.of(place))))
    return found
