"""The outermost layer: what is measured is what the caller waited for, and a crash has become its 500."""

import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from apps.api.kernel.log_lines import line
from apps.requestlog import buffer


class RequestLog:
    """Keeps a line of each request of a program. REQUEST_LOG_DAYS=0 switches it off."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.REQUEST_LOG_DAYS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        if found := line(request, response, time.perf_counter() - began):
            buffer.keep(found)
        return response
