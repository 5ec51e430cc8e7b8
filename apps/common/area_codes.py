"""What a North American area code (NPA) says: its country and every time zone its numbers may live in.

Source: `data/npa_timezones.csv`, derived from the published numbering plan. `safe_timezones` is the set that
must all be inside a texting window: an area code that straddles a zone border names both sides.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).parent / "data" / "npa_timezones.csv"

# The union of zones is asked of the 50 states only; the district and the territories add nothing.
NOT_A_STATE = frozenset({"", "DC", "PR", "VI", "GU", "AS", "MP"})


class AreaCode(NamedTuple):
    """One area code: ISO country, US state ("" elsewhere), IANA zones (empty when not geographic)."""

    country: str
    state: str
    zones: tuple[str, ...]
    geographic: bool


def _read(row: dict[str, str]) -> AreaCode:
    zones = tuple(zone for zone in row["safe_timezones"].split("&") if zone)
    return AreaCode(row["country"], row["state"], zones, row["geographic"] == "1")


@cache
def area_codes() -> dict[str, AreaCode]:
    """Every known area code by its three digits."""
    with SOURCE.open(encoding="utf-8", newline="") as lines:
        return {row["npa"]: _read(row) for row in csv.DictReader(lines)}


@cache
def anywhere_zones(country: str) -> tuple[str, ...]:
    """All zones a number without a place may be in: the 50 states, and Canada too for a Canadian number."""
    found: set[str] = set()
    for code in area_codes().values():
        if code.state not in NOT_A_STATE or code.country == country == "CA":
            found.update(code.zones)
    return tuple(sorted(found))


def zones_of_area_code(npa: str) -> tuple[str, ...]:
    """Candidate zones of an area code; toll-free, personal and unknown codes answer every state's zones."""
    code = area_codes().get(npa)
    if code is None:
        return anywhere_zones("US")
    return code.zones or anywhere_zones(code.country)
