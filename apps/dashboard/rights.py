"""The one guard in front of every dashboard view: `@needs(EDIT)`.

A stranger goes to sign-in and comes back; somebody without a seat, or whose role lacks the right, is
told whom to ask (403). What is not in the workspace is 404, whoever owns it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from apps.accounts import queries
from apps.accounts.roles import MANAGE
from apps.common.refusals import Forbidden, NotFound
from apps.dashboard.middleware import current_seat
from apps.dashboard.requests import Request

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def needs(right: str) -> Callable[[View[P]], Guarded[P]]:
    """Only for members whose role has `right` (apps.accounts.roles); hands the view a `Request`.

    Times are read and shown in the zone of the workspace.
    """

    def decorate(view: View[P]) -> Guarded[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if no := _no(request, right):
                return no
            seated = _seated(request)
            with timezone.override(seated.workspace.timezone):
                return _run(view, seated, *args, **kwargs)

        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return decorate


def signed_in(view: View[P]) -> Guarded[P]:
    """For the few pages that need a person but no seat: joining, opening a workspace, switching.

    `request.member` and `request.workspace` are falsy when there is no seat.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return _run(view, cast(Request, request), *args, **kwargs)

    guarded.right = ""  # type: ignore[attr-defined]
    return guarded


def refuse(request: HttpRequest, right: str = "", text: str = "") -> HttpResponse:
    """The page that says no, and whom to ask."""
    seat = current_seat(request)
    page = "dashboard/no_right.html" if seat else "dashboard/no_seat.html"
    people = queries.people_with(right or MANAGE, seat.workspace) if seat else []
    return render(request, page, {"people": people, "text": text}, status=403)


def _no(request: HttpRequest, right: str) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return _to_sign_in(request)
    seat = current_seat(request)
    return None if seat and seat.may(right) else refuse(request, right)


def _seated(request: HttpRequest) -> Request:
    seat = current_seat(request)
    assert seat is not None
    seated = cast(Request, request)
    seated.member, seated.workspace = seat, seat.workspace
    return seated


def _run(view: View[P], request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except NotFound as refusal:
        raise Http404(refusal.text) from refusal
    except Forbidden as refusal:
        return refuse(request, text=refusal.text)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Back to the page afterwards; after a POST, whose form is lost, to the page that it was on."""
    htmx = request.headers.get("HX-Request")
    address = request.get_full_path()
    if htmx or request.method not in ("GET", "HEAD"):
        address = _page_of(request)
    answer = redirect_to_login(address)
    return HttpResponseClientRedirect(answer.url) if htmx else answer


def _page_of(request: HttpRequest) -> str:
    page = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "")
    ours = page.path.startswith("/") and page.netloc == request.get_host()
    return page._replace(scheme="", netloc="").geturl() if ours else settings.LOGIN_REDIRECT_URL
