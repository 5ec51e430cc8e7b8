"""Bodies that come in chunks, without a Content-Length (.NET's JsonContent sends such).

WSGI servers hand them over, and Django reads them as empty: here their length is found out first.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from django.conf import settings

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def with_length(application: Application) -> Application:
    """The same application, which sees a length. More than Django takes in memory is cut one byte above that,
    so that it is refused as too large; files of that size come from browsers, which do not chunk."""

    def measured(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if _is_chunked(environ) and not environ.get("CONTENT_LENGTH"):
            body = environ["wsgi.input"].read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
            environ.update({"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))})
        return application(environ, start_response)

    return measured


def _is_chunked(environ: dict[str, Any]) -> bool:
    """HTTP/2 has frames instead of chunks, and a length only if the sender likes."""
    coding, protocol = (str(environ.get(name, "")) for name in ("HTTP_TRANSFER_ENCODING", "SERVER_PROTOCOL"))
    return coding.lower() == "chunked" or protocol.startswith("HTTP/2")
