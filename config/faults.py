"""What is said where no view answers: JSON in a dialect's own shape to programs, a page to people."""

import logging
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseServerError
from django.template import loader
from django.utils.http import escape_leading_slashes
from django.views import defaults

from apps.api.kernel import request_ids
from apps.api.kernel.principal import presented_key
from apps.api.kernel.refusals import BadArgument, UnknownRoute
from apps.api.readysms import errors as readysms
from apps.api.readysms.urls import is_ours
from apps.api.v1 import errors as v1
from apps.api.v1.urls import is_ours as is_v1
from apps.common.refusals import Refusal

log = logging.getLogger(__name__)


def for_programs(http: HttpRequest) -> bool:
    """Under an API's addresses, or with an API's credentials, or asking for JSON rather than a page."""
    preferred = http.get_preferred_type(["text/html", "application/json"])
    under = is_ours(http.path_info) or is_v1(http.path_info)
    return under or presented_key(http) is not None or preferred == "application/json"


def speaks_v1(http: HttpRequest) -> bool:
    return is_v1(http.path_info) or (presented_key(http) or "").startswith("msvs_")


def answer(http: HttpRequest, refusal: Refusal) -> HttpResponseBase:
    """In the words of the dialect that the caller speaks."""
    return v1.refused(http, refusal) if speaks_v1(http) else readysms.answer(refusal)


def bad_request(http: HttpRequest, exception: Exception) -> HttpResponseBase:
    """400: Django itself refused to read it (a host that is not ours, a thousand fields)."""
    if for_programs(http):
        return answer(http, BadArgument("Bad request"))
    return defaults.bad_request(http, exception)


def page_not_found(http: HttpRequest, exception: Exception) -> HttpResponseBase:
    """404."""
    return answer(http, UnknownRoute()) if for_programs(http) else defaults.page_not_found(http, exception)


def server_error(http: HttpRequest) -> HttpResponseBase:
    """500. The request id finds the crash in the log."""
    # Django's own line, with the traceback, comes right after this one and knows no name.
    log.error("Request %s broke: %s %s", request_ids.of(http), http.method, http.path)
    crash: Any = v1.crash(http) if speaks_v1(http) else readysms.crash()
    response = crash if for_programs(http) else _our_fault(http)
    response["X-Request-Id"] = request_ids.of(http)
    return response


def _our_fault(http: HttpRequest) -> HttpResponse:
    """The page. It asks no database, which may be what broke: a session's cookie counts as signed in."""
    inside = http.path_info.startswith("/dashboard") or settings.SESSION_COOKIE_NAME in http.COOKIES
    # A form cannot be called up again by its address; its browser has "back".
    again = escape_leading_slashes(http.get_full_path()) if http.method in ("GET", "HEAD") else ""
    context = {"request_id": request_ids.of(http), "again": again, "inside": inside}
    return HttpResponseServerError(loader.get_template("500.html").render(context))
