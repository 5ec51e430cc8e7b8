"""Phone numbers: as people write them, as carriers want them, and where they may be.

`normalise` answers E.164 or None. North American numbers take a fast path (one regex and a cached look at the
area code, about 1 million/s); everything else, and every doubt, goes to `phonenumbers` (about 30,000/s).
Both give the same verdict.
"""

import re
from functools import cache, lru_cache

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat

from apps.common.area_codes import area_codes, zones_of_area_code

MAX_RAW_LENGTH = 250  # phonenumbers' own limit: longer text is not a phone number

_GAP = r"[ .\-\u00a0\u2010-\u2013]{0,3}"
_NANP = re.compile(
    rf"\s*(?:tel:)?(\+?1)?{_GAP}\(?([2-9][0-9]{{2}})\)?{_GAP}([2-9][0-9]{{2}}){_GAP}([0-9]{{4}})\s*",
    re.IGNORECASE,
)
_NANP_REGIONS = frozenset(phonenumbers.COUNTRY_CODE_TO_REGION_CODE[1])
_SCHEME = re.compile(r"\s*tel:", re.IGNORECASE)

# Countries of one zone (the crown dependencies keep London's time): they spare the import below.
_ONE_ZONE = {
    "GB": "Europe/London",
    "GG": "Europe/London",
    "IM": "Europe/London",
    "JE": "Europe/London",
    "IL": "Asia/Jerusalem",
    "ZA": "Africa/Johannesburg",
}


def normalise(raw: str, default_region: str = "US") -> str | None:
    """The number as E.164 ("+14155550001"), or None when it cannot be a phone number that texts reach.

    `default_region` is the ISO country of numbers written without a country code. Refused although
    `phonenumbers` reads them: letters (vanity numbers, "4.15555E+09"), extensions, which no text reaches, and
    Canada's seven-digit 310 numbers, which are most often a local number that lost its area code.
    """
    if not isinstance(raw, str) or len(raw) > MAX_RAW_LENGTH:
        return None
    region = default_region.upper()
    return _nanp(raw, region) or _by_metadata(raw, region)


def _nanp(raw: str, region: str) -> str | None:
    found = _NANP.fullmatch(raw)
    if found is None or (found[1] != "+1" and region not in _NANP_REGIONS) or not _is_plain(found[2]):
        return None
    return f"+1{found[2]}{found[3]}{found[4]}"


@cache
def _is_plain(npa: str) -> bool:
    """Whether every number of this area code is valid, so that its ten digits need no second look.

    Asked of the metadata once per code, one probe for each first digit of the exchange: a code that is being
    opened piece by piece (983 has no 6) answers no, and so keeps to the slow path.
    """
    code = area_codes().get(npa)
    if code is None or not code.geographic:
        return False
    probes = (
        PhoneNumber(country_code=1, national_number=int(f"{npa}{digit}551234")) for digit in range(2, 10)
    )
    return all(phonenumbers.is_valid_number(probe) for probe in probes)


def _by_metadata(raw: str, region: str) -> str | None:
    text = _SCHEME.sub("", raw, count=1)
    if "\0" in text or any(character.isalpha() for character in text):
        return None
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return None if e164.startswith("+1") and len(e164) != 12 else e164


def region_of(e164: str) -> str:
    """ISO country of an E.164 number ("US", "CA", "PR", "GB"…); "" when unknown."""
    if e164.startswith("+1") and (code := area_codes().get(e164[2:5])):
        return code.country
    return _region_by_metadata(e164)


@lru_cache(maxsize=20_000)
def _region_by_metadata(e164: str) -> str:
    number = _parsed(e164)
    region = phonenumbers.region_code_for_number(number) if number else None
    return region if region and region.isalpha() else ""  # "001" stands for no country (satellite, +800)


def zones_of(e164: str) -> tuple[str, ...]:
    """Every IANA zone the phone may be in, so that a text is in hours only when it is in all of them.

    A North American number without a place (toll-free, personal) answers the zones of all fifty states. Empty
    when nothing is known: then no hour is safe.
    """
    if e164.startswith("+1"):
        return zones_of_area_code(e164[2:5])
    if zone := _ONE_ZONE.get(region_of(e164)):
        return (zone,)
    return _zones_by_metadata(e164)


@lru_cache(maxsize=20_000)
def _zones_by_metadata(e164: str) -> tuple[str, ...]:
    # Imported here because its tables stay in memory for good (110 MB together with the place names), and no
    # number of the US, Canada, Britain, Israel or South Africa needs them.
    from phonenumbers import timezone

    number = _parsed(e164)
    zones = timezone.time_zones_for_number(number) if number else ()
    return tuple(sorted(set(zones) - {timezone.UNKNOWN_TIMEZONE}))


def _parsed(e164: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return None
