"""Reading what the virtual carrier posts back: up to 200 receipts and replies in one signed body."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from apps.carriers.contract import MalformedCallback, Parsed, header
from apps.carriers.outcomes import Inbound, Receipt, ReceiptStatus

STATUS_MAP: Mapping[str, ReceiptStatus] = {"sent": "sent", "delivered": "delivered", "failed": "failed"}


def verify(headers: Mapping[str, str], body: bytes, credentials: Mapping[str, str], query: str) -> bool:
    """X-Virtual-Signature: t=<unix>,v1=<hex HMAC-SHA256 of "t.body" under the API key>.

    The age of `t` is not judged: a replayed receipt changes nothing, as a status only moves forward and a
    repeated inbound id is dropped, and a shifted clock would refuse honest ones.
    """
    fields = dict(part.split("=", 1) for part in _signature(headers).split(",") if "=" in part)
    key = credentials["api_key"].encode()
    signed = hmac.new(key, fields.get("t", "").encode() + b"." + body, hashlib.sha256).hexdigest()
    return bool(key) and hmac.compare_digest(signed.encode(), fields.get("v1", "").encode())


def parse(headers: Mapping[str, str], body: bytes, query: str) -> Parsed:
    """Raises MalformedCallback for the whole body when any part of it cannot be read."""
    try:
        whole = orjson.loads(body)
        receipts = (_receipt(each) for each in whole.get("receipts", []))
        return Parsed(
            receipts=tuple(each for each in receipts if each),
            inbound=tuple(_inbound(each) for each in whole.get("messages", [])),
        )
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError) as fault:
        raise MalformedCallback(f"Not a callback of the virtual carrier ({type(fault).__name__}).") from fault


def _signature(headers: Mapping[str, str]) -> str:
    return header(headers, "x-virtual-signature")


def _receipt(entry: dict[str, Any]) -> Receipt | None:
    status = STATUS_MAP.get(_text(entry["status"]))
    if status is None:
        return None
    return Receipt(
        carrier_id=_text(entry["id"]),
        reference=_text(entry["reference"]),
        status=status,
        code=_text(entry.get("code", "")),
        text=_text(entry.get("text", "")),
        at=_time(entry.get("at")),
        blocked=status == "failed" and entry.get("code") == "blocked",
    )


def _inbound(entry: dict[str, Any]) -> Inbound:
    return Inbound(
        carrier_id=_text(entry["id"]),
        from_=_text(entry["from"]),
        to=_text(entry["to"]),
        body=_text(entry["body"]),
        at=_time(entry.get("at")),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a string")
    return value.replace("\x00", "")  # PostgreSQL stores no NUL


def _time(value: object) -> datetime | None:
    # A receipt is worth keeping without its time.
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
