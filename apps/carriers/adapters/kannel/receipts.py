"""Reading Kannel's callbacks. Both kinds are a GET; all they say is in the query string.

A receipt has reference, type, reply, at and id, a text from a phone id, from, to, charset, coding, at and
text (the get-url of docs/kannel.md). Text comes as raw bytes in `charset`, percent-encoded.
"""

import hmac
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from apps.carriers.contract import MalformedCallback, Parsed
from apps.carriers.outcomes import Inbound, Receipt, ReceiptStatus

# The bits of dlr-mask. 4 is "buffered at the SMSC": it has left us, and the phone has not got it yet.
STATUS_MAP: Mapping[str, ReceiptStatus] = {
    "1": "delivered",
    "2": "failed",
    "4": "sent",
    "8": "sent",
    "16": "failed",
}
MEANING = {"2": "not delivered to the phone", "16": "refused by the SMSC"}
CHARSETS = frozenset({"utf-8", "utf-16be", "iso-8859-1", "us-ascii", "windows-1252"})
BINARY = "1"  # coding: 0 is 7 bit, 1 is 8 bit, 2 is UCS-2
MOST_FIELDS = 40
# Behind Kannel any SMSC may stand; these are the words in which they say that a person opted out with them.
# 21610 is Twilio's number for it. (SMPP has none: an "err:" of digits says nothing by itself.)
OPTED_OUT = re.compile(
    r"\b(21610|unsubscribed|opted[ _-]?out|opt[ _-]out|stop(?:ped)? by (?:the )?recipient)\b", re.I
)

# An SMPP receipt ends with the first words of the text itself, which may well be "Reply STOP to opt out".
OUR_WORDS = re.compile(r"\btext:.*", re.I | re.S)


def verify(headers: Mapping[str, str], body: bytes, credentials: Mapping[str, str], query: str) -> bool:
    """The account's token, in the query. Kannel cannot sign, so this is as strong as the URL is secret."""
    expected = credentials["callback_token"].encode()
    try:
        given = _fields(query).get("token", b"")
    except MalformedCallback:
        return False
    return bool(expected) and hmac.compare_digest(expected, given)


def parse(headers: Mapping[str, str], body: bytes, query: str) -> Parsed:
    """A receipt when the query has a `type`, otherwise a text. Raises MalformedCallback."""
    fields = _fields(query)
    if "type" in fields:
        receipt = _receipt(fields)
        return Parsed(receipts=(receipt,) if receipt else ())
    return Parsed(inbound=(_inbound(fields),))


def _receipt(fields: Mapping[str, bytes]) -> Receipt | None:
    kind, reference = _word(fields, "type"), _word(fields, "reference")
    if not kind.isdecimal() or not reference:
        raise MalformedCallback("A receipt needs a numeric type and a reference.")
    if kind not in STATUS_MAP:
        return None
    status, text = STATUS_MAP[kind], _word(fields, "reply").strip("/")
    return Receipt(
        carrier_id=_word(fields, "id"),
        reference=reference,
        status=status,
        code=kind,
        text=text or MEANING.get(kind, ""),
        at=_time(fields),
        blocked=status == "failed" and bool(OPTED_OUT.search(OUR_WORDS.sub("", text))),
    )


def _inbound(fields: Mapping[str, bytes]) -> Inbound:
    if not (fields.get("from") and fields.get("to") and "text" in fields):
        raise MalformedCallback("Neither a receipt (type, reference) nor a text (from, to, text).")
    return Inbound(
        carrier_id=_word(fields, "id"),
        from_=_word(fields, "from"),
        to=_word(fields, "to"),
        body=_body(fields),
        at=_time(fields),
    )


def _body(fields: Mapping[str, bytes]) -> str:
    charset = _word(fields, "charset").lower()
    if _word(fields, "coding") == BINARY:
        charset = "iso-8859-1"
    known = charset if charset in CHARSETS else "utf-8"
    return fields["text"].decode(known, errors="replace").replace("\x00", "")


def _fields(query: str) -> dict[str, bytes]:
    # latin-1 there and back: the bytes stay as they came, whatever their charset is.
    try:
        pairs = parse_qsl(query, keep_blank_values=True, encoding="latin-1", max_num_fields=MOST_FIELDS)
        return {name: value.encode("latin-1") for name, value in pairs}
    except ValueError as fault:
        raise MalformedCallback("The query string cannot be read.") from fault


def _word(fields: Mapping[str, bytes], name: str) -> str:
    return fields.get(name, b"").decode(errors="replace").replace("\x00", "")


def _time(fields: Mapping[str, bytes]) -> datetime | None:
    seconds = fields.get("at", b"")
    # Ten digits reach the year 2286; Kannel leaves the escape empty when it has no time.
    return datetime.fromtimestamp(int(seconds), UTC) if seconds.isdigit() and len(seconds) <= 10 else None
