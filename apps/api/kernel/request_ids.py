"""A name for each request, sent back as X-Request-Id and written beside a crash in the log."""

from django.http import HttpRequest

from apps.common.ids import Maker

_new = Maker("req")


def of(http: HttpRequest) -> str:
    """`req_…`, the same one however often it is asked."""
    if not hasattr(http, "request_id"):
        http.request_id = _new()  # type: ignore[attr-defined]
    name: str = http.request_id  # type: ignore[attr-defined]
    return name
