"""The shapes of contract §0: objects as they are, lists in an envelope."""

from collections.abc import Sequence
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from apps.api.kernel.bucket import Level


def answer(body: Any, status: int = 200) -> HttpResponse:
    return HttpResponse(orjson.dumps(body), status=status, content_type="application/json")


def with_rate(response: HttpResponseBase, level: Level) -> None:
    """Contract § 3: how much of the allowance is left, on every answer."""
    response["X-RateLimit-Limit"] = str(level.limit)
    response["X-RateLimit-Remaining"] = str(level.remaining)
    response["X-RateLimit-Reset"] = str(level.reset)


def created(body: Any) -> HttpResponse:
    return answer(body, 201)


def listed(http: HttpRequest, data: Sequence[Any], has_more: bool = False) -> HttpResponse:
    """{"object": "list", "data": […], "has_more": …, "url": …}"""
    return answer({"object": "list", "data": list(data), "has_more": has_more, "url": http.path})


def deleted(kind: str, public_id: str, **more: Any) -> HttpResponse:
    return answer({"id": public_id, "object": kind, **more, "deleted": True})
