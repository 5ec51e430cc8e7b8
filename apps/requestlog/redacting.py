"""What of an address may be kept: ids and plain words; no keys, no phone numbers, no searches."""

import re
from urllib.parse import parse_qsl, unquote

LONGEST = 300
HIDDEN = "…"
# The beginnings of our own secrets (accounts.models.ApiKey, webhooks, OAuth); what follows is cut off.
_SECRET = re.compile(r"(msvs_live_|msvs_test_|rsms_|zap_|whsec_|rtk_|eyJ)[\w.\-]+", re.ASCII)
# Six digits and more, as people write numbers. Our integer ids have fewer for a long while.
_NUMBER = re.compile(r"\+?\d[\d ().\-]{5,}")
_PLAIN = re.compile(r"[\w.:\-]{1,64}", re.ASCII)
# Names whose values say how a list was asked for, not about whom. All others keep their name alone.
_OPEN = frozenset(
    {"limit", "offset", "page", "starting_after", "ending_before", "status", "type", "kind", "rule", "sort"}
    | {"direction", "event", "list_id", "campaign_id", "contact_id", "segment_id", "sequence_id"}
)


def path(address: str) -> str:
    """`/v1/messages/msg_…` as it came; what looks like a key or a telephone number is hidden."""
    return "/".join(_part(part) for part in address.split("/"))[:LONGEST]


def query(text: str) -> str:
    """`limit=20&phone=…`"""
    pairs = parse_qsl(text[:4_000], keep_blank_values=True)[:40]
    return "&".join(f"{_NUMBER.sub(HIDDEN, word(name))}={_value(name, value)}" for name, value in pairs)[
        :LONGEST
    ]


def word(text: str) -> str:
    """A stranger's text without control characters (PostgreSQL stores no NUL) and keys."""
    return _SECRET.sub(rf"\1{HIDDEN}", "".join(one for one in text if one.isprintable()))


def _part(part: str) -> str:
    return HIDDEN if _NUMBER.fullmatch(unquote(part).strip()) else word(part)


def _value(name: str, value: str) -> str:
    is_open = name in _OPEN and _PLAIN.fullmatch(value) and not _NUMBER.search(value.partition("_")[0])
    return word(value) if is_open else HIDDEN
