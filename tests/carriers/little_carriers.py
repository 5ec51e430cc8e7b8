"""What each carrier says in each case, written down by hand: the servers and samples of the contract test.

A new adapter adds one LittleCarrier here, made from its carrier's documentation and not from the adapter.
"""

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.carriers.mailbox import Callback


@dataclass(frozen=True)
class Says:
    """An answer of the carrier's API."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LittleCarrier:
    """`receipt(status word, reference)` and `inbound(body)` make genuine callbacks."""

    name: str
    credentials: dict[str, str]
    accept: Says
    carrier_id: str
    refuse: Says
    throttle: Says
    statuses: dict[str, str]
    receipt: Callable[[str, str], Callback]
    inbound: Callable[[str], Callback]
    malformed: tuple[Callback, ...]
    unknown_reference: Says | None = None


VIRTUAL_KEY = "virtual-key-of-alice"
KANNEL_TOKEN = "kannel-token-of-alice"


def _json(status: int, body: object, **headers: str) -> Says:
    return Says(status, json.dumps(body), {name.replace("_", "-"): value for name, value in headers.items()})


def _error(status: int, code: str, **headers: str) -> Says:
    return _json(status, {"error": {"code": code, "message": f"It is {code}.", "field": None}}, **headers)


def _signed(body: bytes) -> Callback:
    mac = hmac.new(VIRTUAL_KEY.encode(), b"1700000000." + body, hashlib.sha256).hexdigest()
    return Callback({"X-Virtual-Signature": f"t=1700000000,v1={mac}"}, body, "")


def _virtual_receipt(status: str, reference: str) -> Callback:
    entry = {"id": "vc_1", "reference": reference, "status": status, "code": "", "text": ""}
    whole = {"receipts": [{**entry, "at": "2026-11-20T12:00:00.000+00:00"}], "messages": []}
    return _signed(json.dumps(whole).encode())


def _virtual_inbound(body: str) -> Callback:
    entry = {"id": "vi_1", "from": "+12125550199", "to": "+13105550100", "body": body}
    return _signed(json.dumps({"messages": [{**entry, "at": "2026-11-20T12:00:00Z"}]}).encode())


def _kannel(**fields: str | bytes) -> Callback:
    return Callback({}, b"", urlencode({"token": KANNEL_TOKEN, **fields}))


def _kannel_receipt(status: str, reference: str) -> Callback:
    return _kannel(reference=reference, type=status, reply="ACK/", at="1795221022", id="521abbeb")


def _kannel_inbound(body: str) -> Callback:
    who = {"id": "3470017e", "from": "+12125550199", "to": "+13105550100", "at": "1795221022"}
    return _kannel(**who, coding="0", charset="UTF-8", text=body)


VIRTUAL = LittleCarrier(
    name="virtual",
    credentials={"api_key": VIRTUAL_KEY},
    accept=_json(202, {"id": "vc_1", "reference": "msg_1", "status": "accepted"}),
    carrier_id="vc_1",
    refuse=_error(422, "unreachable"),
    throttle=_error(429, "throttled", Retry_After="1"),
    statuses={"sent": "sent", "delivered": "delivered", "failed": "failed"},
    receipt=_virtual_receipt,
    inbound=_virtual_inbound,
    malformed=(
        _signed(b""),
        _signed(b"not json"),
        _signed(b"[]"),
        _signed(b"null"),
        _signed(b'{"receipts": [{"id": "vc_1", "status": "delivered"}]}'),
        _signed(b'{"receipts": [{"id": 1, "reference": "msg_1", "status": "delivered"}]}'),
        _signed(b'{"receipts": {"id": "vc_1"}}'),
        _signed(b'{"messages": ["hello"]}'),
        _signed(b'{"messages": null}'),
    ),
    unknown_reference=_error(404, "unknown_reference"),
)

KANNEL = LittleCarrier(
    name="kannel",
    credentials={
        "username": "sendwell",
        "password": "kannel-password-of-alice",
        "callback_token": KANNEL_TOKEN,
        "smsc": "phones",
    },
    accept=Says(202, "0: Accepted for delivery"),
    carrier_id="",
    refuse=Says(400, "Number(s) has/have been denied by white- and/or black-lists."),
    throttle=Says(503, "Temporal failure, try again later."),
    statuses={"1": "delivered", "2": "failed", "4": "sent", "8": "sent", "16": "failed"},
    receipt=_kannel_receipt,
    inbound=_kannel_inbound,
    malformed=(
        _kannel(),
        _kannel(type="delivered", reference="msg_1"),
        _kannel(type="1"),
        _kannel(type="1", reference=""),
        _kannel(**{"from": "+12125550199", "text": "hi"}),
        _kannel(**{"from": "+12125550199", "to": "+13105550100"}),
        _kannel(**{f"x{n}": "1" for n in range(50)}),
    ),
)

LITTLE_CARRIERS = {each.name: each for each in (VIRTUAL, KANNEL)}
