"""The envelopes of contract §0."""

from collections.abc import Mapping
from typing import Any

import orjson
from django.http import HttpResponse

from apps.api.kernel.paging import Page


def answer(body: Mapping[str, Any], status: int = 200) -> HttpResponse:
    return HttpResponse(orjson.dumps(body), status=status, content_type="application/json")


def bare(rows: list[Any]) -> HttpResponse:
    """An array by itself, as samples and dropdowns are."""
    return HttpResponse(orjson.dumps(rows), content_type="application/json")


def done(data: Any, status: int = 200) -> HttpResponse:
    """{"success": true, "data": …}"""
    return answer({"success": True, "data": data}, status)


def listed(data: list[Any], total: int, page: Page) -> HttpResponse:
    """A page of a list, with how many there are in all."""
    return answer({"success": True, "data": data, "total": total, "limit": page.limit, "offset": page.offset})


def failed(status: int, error: str, code: str = "", **more: Any) -> HttpResponse:
    """{"success": false, "error": …}, with an error_code where the contract has one."""
    named = {"error_code": code} if code else {}
    return answer({"success": False, **named, "error": error, **more}, status)
