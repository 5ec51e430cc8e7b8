"""A request as a line of the request log, on the hot path: nothing here asks the database."""

import orjson
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from apps.api.kernel import request_ids
from apps.api.kernel.address import client_address
from apps.api.kernel.principal import Principal, presented_key
from apps.common import clock
from apps.common.encryption import fingerprint
from apps.requestlog import redacting
from apps.requestlog.lines import Line

# An error's body is some hundred bytes; anything longer is no error of ours and is not read.
LONGEST_ERROR = 4_096


def line(http: HttpRequest, response: HttpResponseBase, seconds: float) -> Line | None:
    """None for a page, and for a program without any key."""
    caller: Principal | None = getattr(http, "caller", None)
    key = presented_key(http) if caller is None else None
    if caller is None and not key:
        return None
    error, param = _fault(response)
    return Line(
        workspace=caller.workspace.pk if caller else None,
        caller=caller.name[:80] if caller else "",
        key_hash=fingerprint(key) if key else "",
        public_id=request_ids.of(http),
        at=clock.now(),
        surface=getattr(http, "surface", "")[:12],
        method=redacting.word(http.method or "")[:10],
        path=redacting.path(http.path_info),
        query=redacting.query(http.META.get("QUERY_STRING", "")),
        status=response.status_code,
        error=error,
        param=param,
        ms=round(seconds * 1000),
        ip=caller.ip if caller else client_address(http),
        agent=redacting.word(http.headers.get("User-Agent", ""))[:120],
        received=_length(http),
        sent=len(response.content) if isinstance(response, HttpResponse) else None,
    )


def _length(http: HttpRequest) -> int:
    told = http.META.get("CONTENT_LENGTH") or "0"
    return min(int(told), 2**31 - 1) if told.isascii() and told.isdecimal() and len(told) < 12 else 0


def _fault(response: HttpResponseBase) -> tuple[str, str]:
    """Code and field of an error, in whichever envelope; its message may hold a number and is not kept."""
    if response.status_code < 400 or not isinstance(response, HttpResponse):
        return "", ""
    if len(response.content) > LONGEST_ERROR or not response.content.startswith(b"{"):
        return "", ""
    try:
        told = orjson.loads(response.content)
    except orjson.JSONDecodeError:
        return "", ""
    inner = told.get("error")
    fault = inner if isinstance(inner, dict) else told
    return redacting.word(str(fault.get("code") or ""))[:60], redacting.word(str(fault.get("param") or ""))[
        :60
    ]
