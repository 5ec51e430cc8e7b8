"""A refusal as a response of this dialect."""

from typing import Any

from django.http import HttpResponse

from apps.api.kernel import refusals as kernel
from apps.api.kernel.stamps import milliseconds
from apps.api.readysms.answers import failed
from apps.api.readysms.table import FAMILIES, OWN, TABLE, Said
from apps.common.refusals import Refusal, every_refusal
from apps.contacts import refusals as contacts
from apps.messaging import refusals as messaging

DOCS = "https://app.readysms.io/api-docs#consent"
# A refusal that nobody mapped is still an answer, not a crash; a test sees to it that there is none.
LAST = Said(400, code=OWN)


def said(kind: type[Refusal]) -> Said:
    """The entry of this very refusal, of its family, or of the nearest parent."""
    entries = (TABLE.get(one) or FAMILIES.get(one) for one in kind.__mro__)
    return next((entry for entry in entries if entry), LAST)


def words(refusal: Refusal) -> str:
    """The `error` of a refusal."""
    return said(type(refusal)).error.replace("{field}", refusal.at) or refusal.text


def words_of(code: str, text: str) -> tuple[str, str]:
    """(error, error_code) of a refusal that was kept by our own code and sentence."""
    kind = next((kind for kind in every_refusal() if kind.code == code), Refusal)
    entry = said(kind)
    return entry.error or text, code if entry.code in ("", OWN) else entry.code


def answer(refusal: Refusal) -> HttpResponse:
    entry = said(type(refusal))
    error = words(refusal)
    code = refusal.code if entry.code == OWN else entry.code
    response = failed(entry.status, error, code, **_more(refusal))
    for name, value in _headers(entry, refusal).items():
        response[name] = value
    return response


def crash() -> HttpResponse:
    """Our own fault (§0)."""
    return failed(500, "Internal server error")


def _more(refusal: Refusal) -> dict[str, Any]:
    match refusal:
        case messaging.ConsentNotAttested():
            return {"docs": DOCS}
        case messaging.QuietHours():
            zone, until = refusal.facts.get("zone"), refusal.facts.get("until")
            return {
                "blocked_by": "quiet_hours",
                "recipient_tz": zone or None,
                "next_allowed_at": milliseconds(until),  # type: ignore[arg-type]
            }
        case contacts.ContactExists():
            return {"data": {"id": getattr(refusal.facts.get("contact"), "pk", None)}}
    return {}


def _headers(entry: Said, refusal: Refusal) -> dict[str, str]:
    match refusal:
        case kernel.TooManyRequests():
            return {"Retry-After": str(refusal.facts["retry_after"])}
        case kernel.WrongVerb():
            return {"Allow": ", ".join(refusal.facts["allowed"])}  # type: ignore[arg-type]
    return {"WWW-Authenticate": 'Bearer realm="ReadySMS API"'} if entry.status == 401 else {}
