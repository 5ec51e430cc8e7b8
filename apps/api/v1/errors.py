"""A refusal as a response of this dialect (contract §2)."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from apps.api.kernel import refusals as kernel
from apps.api.kernel import request_ids
from apps.api.kernel.stamps import seconds
from apps.api.v1 import answers
from apps.api.v1.answers import answer
from apps.api.v1.table import FAMILIES, TABLE, TYPES, Said
from apps.common.refusals import Refusal, every_refusal
from apps.credits.refusals import InsufficientCredits
from apps.messaging.refusals import QuietHours

LAST = Said(400)


def said(kind: type[Refusal]) -> Said:
    """The entry of this very refusal, of its family, or of the nearest parent."""
    entries = (TABLE.get(one) or FAMILIES.get(one) for one in kind.__mro__)
    return next((entry for entry in entries if entry), LAST)


def code_of(code: str) -> str:
    """What §2 calls a refusal that was kept by our own code (a planned text that failed)."""
    kind = next((kind for kind in every_refusal() if kind.code == code), None)
    return (said(kind).code if kind else "") or code


def refused(http: HttpRequest, refusal: Refusal) -> HttpResponse:
    entry = said(type(refusal))
    param = entry.param or refusal.at or None
    message = entry.message.replace("{param}", refusal.at) or refusal.text
    if isinstance(refusal, InsufficientCredits) and "required" in refusal.facts:
        required, available = refusal.facts["required"], refusal.facts["available"]
        message = f"Insufficient credits: {required:,} required, {available:,} available."
    error = {
        "type": TYPES.get(entry.status, "invalid_request_error"),
        "code": entry.code or refusal.code,
        "message": message,
        "param": None if entry.status in (401, 402, 409) else param,
        "request_id": request_ids.of(http),
        **_more(refusal),
    }
    response = answer({"error": error}, entry.status)
    for name, value in _headers(refusal).items():
        response[name] = value
    return response


def crash(http: HttpRequest) -> HttpResponse:
    """Our own fault."""
    error = {"type": "api_error", "code": "internal_error", "message": "Something went wrong on our side."}
    response = answer({"error": {**error, "param": None, "request_id": request_ids.of(http)}}, 500)
    response["Request-Id"] = request_ids.of(http)
    if level := getattr(http, "rate_level", None):
        answers.with_rate(response, level)
    return response


def _more(refusal: Refusal) -> dict[str, Any]:
    """What helps a program beyond the contract's five names."""
    if isinstance(refusal, QuietHours):
        return {"next_allowed_at": seconds(refusal.facts.get("until"))}  # type: ignore[arg-type]
    return {}


def _headers(refusal: Refusal) -> dict[str, str]:
    match refusal:
        case kernel.TooManyRequests():
            return {"Retry-After": str(refusal.facts["retry_after"])}
        case kernel.WrongVerb():
            return {"Allow": ", ".join(refusal.facts["allowed"])}  # type: ignore[arg-type]
        case kernel.MissingCredential() | kernel.BadCredential():
            return {"WWW-Authenticate": 'Bearer realm="v1"'}
    return {}
