"""Whether a webhook is from Sendwell: MSVS-Signature, `t={unix},v1={hex}` with a v1 for each valid secret."""

import hashlib
import hmac
import json
import time
from collections.abc import Sequence
from typing import cast

from sendwell.errors import SignatureError
from sendwell.objects.events import Event

TOLERANCE = 300  # seconds


def verify(
    payload: bytes | str,
    header: str | None,
    secret: str | Sequence[str],
    *,
    tolerance: float = TOLERANCE,
    now: float | None = None,
) -> Event:
    """The event in `payload`, the raw body as it came: never parse and dump it before.

    `secret`: one, or several while you change it. `tolerance`: how old it may be, in seconds; 0 for any age.
    Raises SignatureError.
    """
    raw = payload.encode() if isinstance(payload, str) else payload
    at, given = _read(header or "")
    if tolerance and abs((time.time() if now is None else now) - at) > tolerance:
        raise SignatureError("The signature is too old, or from the future.")
    secrets = [secret] if isinstance(secret, str) else secret
    # All are compared, each in constant time: how long it takes tells nothing.
    matches = [hmac.compare_digest(_mac(one, at, raw), mac) for one in secrets for mac in given]
    if not any(matches):
        raise SignatureError("The signature does not belong to this body and secret.")
    return _event(raw)


def _read(header: str) -> tuple[int, list[bytes]]:
    parts = [part.strip().partition("=") for part in header.split(",")]
    at = next((value for name, _, value in parts if name == "t"), "")
    macs = [value.encode() for name, _, value in parts if name == "v1"]
    if not macs or not (at.isascii() and at.isdecimal() and len(at) < 12):
        raise SignatureError("There is no MSVS-Signature, or it cannot be read.")
    return int(at), macs


def _mac(secret: str, at: int, raw: bytes) -> bytes:
    return hmac.new(secret.encode(), f"{at}.".encode() + raw, hashlib.sha256).hexdigest().encode()


def _event(raw: bytes) -> Event:
    try:
        return cast(Event, json.loads(raw))
    except ValueError as fault:
        raise SignatureError("The body is not JSON.") from fault
