"""Sending through the virtual carrier."""

from collections.abc import Mapping
from urllib.parse import quote

import orjson
from django.conf import settings

from apps.carriers.adapters.virtual.receipts import STATUS_MAP, parse, verify
from apps.carriers.contract import CredentialField, Limits
from apps.carriers.exchange import Answer, ask, failure
from apps.carriers.outcomes import Accepted, Outcome, Refused, Text, Unsure
from apps.carriers.wire.client import Client

__all__ = [
    "can_look_up",
    "credential_fields",
    "label",
    "limits",
    "look_up",
    "name",
    "parse",
    "send",
    "status_map",
    "verify",
]

name = "virtual"
label = "Virtual carrier"
limits = Limits(in_flight=500, per_second=10_000, body=1600)
credential_fields = (
    CredentialField(
        name="base_url",
        label="Address",
        secret=False,
        required=False,
        help="Where manage.py virtualcarrier listens. Empty: this installation's own (VIRTUAL_CARRIER_URL).",
    ),
    CredentialField(
        name="api_key",
        label="API key",
        secret=True,
        required=True,
        help="Any word of yours. The virtual carrier signs its callbacks with it.",
    ),
)
status_map = STATUS_MAP
can_look_up = True


async def send(session: Client, credentials: Mapping[str, str], text: Text, callback_url: str) -> Outcome:
    """POST /v1/messages. The carrier takes a reference once, however often it is offered."""
    body = orjson.dumps(
        {
            "reference": text.reference,
            "to": text.to,
            "from": text.from_,
            "body": text.body,
            "callback_url": callback_url,
        }
    )
    url = _base(credentials) + "/v1/messages"
    answer = await ask(session, "POST", url, _headers(credentials), body)
    return _outcome(answer) if isinstance(answer, Answer) else answer


async def look_up(session: Client, credentials: Mapping[str, str], reference: str) -> Outcome | None:
    """GET /v1/messages/{reference}."""
    url = f"{_base(credentials)}/v1/messages/{quote(reference, safe='')}"
    answer = await ask(session, "GET", url, _headers(credentials))
    if not isinstance(answer, Answer):
        return Unsure(answer.text)
    if answer.status == 404 and _error(answer)[0] == "unknown_reference":
        return None  # only in the carrier's own words: a proxy's 404 proves nothing
    outcome = _outcome(answer)
    return Unsure(outcome.text) if isinstance(outcome, Refused) else outcome


def _outcome(answer: Answer) -> Outcome:
    if answer.status in (200, 202):
        carrier_id = _object(answer).get("id")
        return Accepted(carrier_id) if isinstance(carrier_id, str) else Unsure("The answer has no id.")
    code, text = _error(answer)
    return failure(answer, code, text, blocked=code == "blocked")


def _error(answer: Answer) -> tuple[str, str]:
    error = _object(answer).get("error")
    if not isinstance(error, dict):
        return str(answer.status), "The answer is not one of the virtual carrier."
    return str(error.get("code", "")), str(error.get("message", ""))


def _object(answer: Answer) -> dict[str, object]:
    try:
        value = orjson.loads(answer.body)
    except orjson.JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}


def _base(credentials: Mapping[str, str]) -> str:
    """Its own is where the settings say now: accounts outlive a change of CARRIER_PORT."""
    return (credentials.get("base_url") or settings.VIRTUAL_CARRIER_URL).rstrip("/")


def _headers(credentials: Mapping[str, str]) -> dict[str, str]:
    return {"Authorization": f"Bearer {credentials['api_key']}", "Content-Type": "application/json"}
