"""One example of each event, as the contract prints it; sent by the test button."""

from typing import Any

_MESSAGE = {
    "object": "message",
    "id": "msg_01HYZ8K5VQAE2N0PWQ6DC9V8MP",
    "to": "+14155550123",
    "status": "delivered",
    "campaign_id": "cmp_01HYZ8K5VQAE2N0PWQ6DC9V8MP",
    "metadata": {},
}
_CONTACT = {"object": "contact", "id": "con_01HYZ8K5VQAE2N0PWQ6DC9V8MP", "phone": "+14155550123"}
_CAMPAIGN = {"object": "campaign", "id": "cmp_01HYZ8K5VQAE2N0PWQ6DC9V8MP", "name": "Spring sale"}
_DATA: dict[str, dict[str, Any]] = {
    "message.failed": {**_MESSAGE, "error": {"code": "undeliverable", "message": "Not in service."}},
    "message.replied": {**_MESSAGE, "reply": {"body": "Yes", "received_at": "2026-05-01T20:05:00Z"}},
    "credits.low": {
        "object": "credits",
        "balance": 990,
        "total_lifetime": 27_000,
        "low_balance_threshold": 1_000,
        "estimated_runway_days": 2,
    },
}


def envelope(name: str) -> dict[str, Any]:
    kind, _, status = name.partition(".")
    if kind == "message":
        data = {**_DATA.get(name, _MESSAGE), "status": status}
    elif kind == "contact":
        data = {**_CONTACT, "opt_in": {"status": status}}
    else:
        data = _DATA.get(name) or {**_CAMPAIGN, "status": status}
    return {
        "id": "evt_01HYZ8K5VQAE2N0PWQ6DC9V8MP",
        "type": name,
        "created_at": "2026-05-01T20:00:03Z",
        "data": data,
    }
