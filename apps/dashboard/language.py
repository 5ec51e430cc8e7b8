"""In which language a page speaks: the person's choice, else their browser's, else English.

Only pages for people ask. The APIs, the worker and the admin have no language active, so they are English.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

PLACES = ("/dashboard/", "/accounts/", "/zapier/oauth/authorize")
FRONT_DOOR = "/"


class Language:
    """Stands behind the sign-in and before the looks of an admin: an admin reads in their own language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not for_people(request.path_info):
            return self.get_response(request)
        with translation.override(language_of(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def for_people(path: str) -> bool:
    return path == FRONT_DOOR or path.startswith(PLACES)


def language_of(request: HttpRequest) -> str:
    """One of settings.LANGUAGES. A stranger's choice is in a cookie."""
    chosen: str = getattr(request.user, "language", "")
    return chosen if chosen in dict(settings.LANGUAGES) else translation.get_language_from_request(request)
