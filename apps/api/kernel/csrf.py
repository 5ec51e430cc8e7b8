"""A browser session calls an API only from our own pages; keys need no such proof."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from apps.api.kernel.refusals import ForgedForm


class _Judge(CsrfViewMiddleware):
    """Django's own check; it hands back the reason where the middleware would render a page."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def _never(request: HttpRequest) -> HttpResponse:
    raise AssertionError("The judge only judges.")


def check_csrf(http: HttpRequest) -> None:
    """Raises ForgedForm when an unsafe verb comes without X-CSRFToken, or from another origin."""
    judge = _Judge(_never)
    judge.process_request(http)
    if judge.process_view(http, _never, (), {}):
        raise ForgedForm
