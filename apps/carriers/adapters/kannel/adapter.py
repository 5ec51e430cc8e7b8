"""Sending through Kannel's smsbox.

By POST with X-Kannel headers, not by the better known GET: the password stays out of URLs and logs, and an
HTTP client may repeat a GET by itself, which here would be a second text.
"""

from collections.abc import Mapping
from urllib.parse import quote

from apps.carriers.adapters.kannel.receipts import STATUS_MAP, parse, verify
from apps.carriers.contract import CredentialField, Limits
from apps.carriers.exchange import ACCOUNT_FAULT_SECONDS, Answer, ask, failure
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

name = "kannel"
label = "Kannel"
# smsbox lets 10 connections wait: with more at once some are a second late. 1530 is ten parts of 153.
limits = Limits(in_flight=10, per_second=200, body=1530)
credential_fields = (
    CredentialField(
        name="base_url",
        label="Address of smsbox",
        secret=False,
        required=True,
        help="Host and sendsms-port, such as http://127.0.0.1:13013.",
    ),
    CredentialField(
        name="username",
        label="User name",
        secret=False,
        required=True,
        help="The username of the sendsms-user group.",
    ),
    CredentialField(
        name="password",
        label="Password",
        secret=True,
        required=True,
        help="The password of the sendsms-user group.",
    ),
    CredentialField(
        name="callback_token",
        label="Callback token",
        secret=True,
        required=True,
        help="Kannel cannot sign. Whoever calls back must bring this word as ?token= in the URL.",
    ),
    CredentialField(
        name="smsc",
        label="SMSC",
        secret=False,
        required=False,
        help="The smsc-id to route to. Empty: Kannel chooses.",
    ),
)
status_map = STATUS_MAP
can_look_up = False
# Every stage that Kannel reports: delivered 1, failed 2, buffered 4, taken by the SMSC 8, refused there 16.
DLR_MASK = "31"


async def send(session: Client, credentials: Mapping[str, str], text: Text, callback_url: str) -> Outcome:
    """POST /cgi-bin/sendsms. Kannel gives no id: our reference travels in the receipt's URL."""
    url = credentials["base_url"].rstrip("/") + "/cgi-bin/sendsms"
    headers = _headers(credentials, text, callback_url)
    async with session.room(url, limits.in_flight):
        answer = await ask(session, "POST", url, headers, text.body.encode())
    return _outcome(answer) if isinstance(answer, Answer) else answer


async def look_up(session: Client, credentials: Mapping[str, str], reference: str) -> Outcome | None:
    """Kannel cannot be asked about a text."""
    return Unsure("Kannel cannot be asked what became of a text.")


def dlr_url(callback_url: str, reference: str) -> str:
    """Where Kannel reports to. It fills in %d and the like, so our own percent signs are doubled."""
    joint = "&" if "?" in callback_url else "?"
    ours = f"{callback_url}{joint}reference={quote(reference, safe='')}"
    return ours.replace("%", "%%") + "&type=%d&reply=%A&at=%T&id=%F"


def _headers(credentials: Mapping[str, str], text: Text, callback_url: str) -> dict[str, str]:
    headers = {
        "X-Kannel-Username": credentials["username"],
        "X-Kannel-Password": credentials["password"],
        "X-Kannel-From": text.from_,
        "X-Kannel-To": text.to,
        "X-Kannel-Coding": "2" if text.encoding == "UCS-2" else "0",
        "X-Kannel-DLR-Mask": DLR_MASK,
        "X-Kannel-DLR-Url": dlr_url(callback_url, text.reference),
        "Content-Type": "text/plain; charset=UTF-8",
    }
    if text.good_for is not None:
        headers["X-Kannel-Validity"] = str(max(1, text.good_for // 60))  # in minutes
    if smsc := credentials.get("smsc"):
        headers["X-Kannel-SMSC"] = smsc
    return headers


def _outcome(answer: Answer) -> Outcome:
    """202 with "0: Accepted for delivery" or "3: Queued for later delivery"; the rest in words."""
    said = answer.body[:200].decode(errors="replace").strip()
    if answer.status in (200, 202):
        return Accepted("") if said[:2] in ("0:", "3:") else Unsure(f"Kannel said: {said}")
    if answer.status == 503 and said.startswith("Temporal failure"):
        # The one 5xx that its guide documents: bearerbox turned the text away and keeps nothing of it.
        return Refused("temporal_failure", said, retryable=True)
    if answer.status == 403 and said.startswith("Authorization failed"):
        return Refused("authorization_failed", said, retryable=True, retry_after=ACCOUNT_FAULT_SECONDS)
    return failure(answer, str(answer.status), said)
