"""How views answer: a whole page, or for htmx the part of it that moves."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from apps.common.refusals import NotFound, Refusal
from apps.dashboard.requests import Request

M = TypeVar("M", bound=Model)


def show(
    request: Request, page: str, context: Mapping[str, Any], *, part: str = "", status: int = 200
) -> HttpResponse:
    """templates/dashboard/`page`.html, or `part` when htmx asks for the moving part alone.

    A browser that goes back through its history gets the whole page (htmx asks again for it).
    """
    asked = part if part and wants_part(request) else page
    response = render(request, f"dashboard/{asked}.html", dict(context), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def wants_part(request: Request) -> bool:
    """Whether htmx asks, and not for a page of its history."""
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def typed(request: Request) -> QueryDict | None:
    """What was posted, be it nothing at all; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def one(rows: QuerySet[M], public_id: str) -> M:
    """The row of this public id among `rows` (of one workspace), or NotFound: a 404 behind `needs`."""
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def posted(request: Request) -> QueryDict | None:
    """The fields of a form that was sent, even of an empty one; None while it is only being looked at."""
    return request.POST if request.method == "POST" else None


def back(request: Request, otherwise: str) -> HttpResponseRedirect:
    """To the page the form stood on (its hidden field `next`), when that is one of ours."""
    page = urlsplit(request.POST.get("next", ""))
    ours = page.path.startswith("/dashboard/") and not page.netloc and not page.scheme
    return HttpResponseRedirect(page.geturl() if ours else otherwise)


def carry_out(request: Request, deed: Callable[[], object], said: str) -> None:
    """Do it, and say so on the next page; a refusal is said instead."""
    try:
        deed()
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, said)
