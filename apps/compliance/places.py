"""Whose rules cover a number, and what time it may be there."""

from functools import cache, lru_cache
from typing import NamedTuple

from apps.common import phones
from apps.common.area_codes import NOT_A_STATE, area_codes, zones_of_area_code

US_TERRITORIES = frozenset({"PR", "VI", "GU", "AS", "MP"})


class Place(NamedTuple):
    """`rules`: places whose rules all hold ("US", "US-FL"); `country`: ISO, territories count as the US."""

    country: str
    rules: tuple[str, ...]
    zones: tuple[str, ...]


def place_of(phone: str) -> Place:
    """The place of an E.164 number. A state is told by the area code (47 CFR knows no better; Fla. Stat.
    501.059(8)(d) and 15 O.S. 775C presume it); a number without a state has the nation's rules alone."""
    return _of_area_code(phone[2:5]) if phone.startswith("+1") else _abroad(phone)


def is_american(phone: str) -> bool:
    """Whether US law follows this number."""
    return place_of(phone).country == "US"


@cache
def _of_area_code(npa: str) -> Place:
    code = area_codes().get(npa)
    country = code.country if code else "US"
    state = code.state if code and code.state not in NOT_A_STATE else ""
    country = "US" if country in US_TERRITORIES else country
    rules = (country, f"{country}-{state}") if state and country == "US" else (country,)
    return Place(country, rules, zones_of_area_code(npa))


@lru_cache(maxsize=20_000)
def _abroad(phone: str) -> Place:
    country = phones.region_of(phone)
    return Place(country, (country,), phones.zones_of(phone))
