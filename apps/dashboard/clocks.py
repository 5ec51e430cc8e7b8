"""What time it is where a phone may be."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from apps.common import clock, phones
from apps.compliance import hours


@dataclass(frozen=True, slots=True)
class LocalClock:
    """One reading, and the places that share it."""

    reading: str  # 9:41
    places: str  # New York, Toronto
    is_open: bool  # inside the texting hours


SHOWN = 3  # places named for one reading


def local_clocks(phone: str) -> list[LocalClock]:
    """Every reading among the zones this phone may be in, earliest first. Empty when nothing is known."""
    now = clock.now()
    places: dict[datetime, list[str]] = {}
    for zone in phones.zones_of(phone):
        wall = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        places.setdefault(wall, []).append(zone)
    return [_clock(wall, zones, now) for wall, zones in sorted(places.items())]


def _clock(wall: datetime, zones: list[str], now: datetime) -> LocalClock:
    names = [zone.rsplit("/", 1)[-1].replace("_", " ") for zone in zones]
    places, more = ", ".join(names[:SHOWN]), len(names) - SHOWN
    if more > 0:
        places = _("%(places)s and %(number)s more") % {"places": places, "number": more}
    return LocalClock(f"{wall:%H:%M}", places, hours.is_open(zones, now))
