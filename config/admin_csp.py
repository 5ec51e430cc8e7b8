"""The content security policy of /admin/. Unfold's Alpine evaluates expressions; nothing else may."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "Content-Security-Policy"
PREFIX = "/admin/"


def header(policy: dict[str, Any]) -> str:
    """The header's text from a django-csp policy."""
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy["DIRECTIVES"].items())


class AdminCSP:
    """Stands inside django-csp's middleware, which leaves /admin/ alone (EXCLUDE_URL_PREFIXES)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._header = header(settings.ADMIN_CSP)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(PREFIX):
            response.headers.setdefault(HEADER, self._header)
        return response
