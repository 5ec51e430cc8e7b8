"""The pages and addresses under /zapier/oauth."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import orjson
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from apps.connect import deciding, exchange, limits, reading
from apps.connect.asking import Asked, NoChallenge, Unfit, asked
from apps.connect.exchange import Answer
from apps.connect.places import open_to

Exchange = Callable[[HttpRequest, Mapping[str, str]], Answer]
WRONG = {
    "invalid_client": _("No app is registered here under the name that it gave."),
    "invalid_redirect_uri": _("The app wants the answer at an address that is not registered for it."),
    "unsupported_response_type": _("The app asks for something that is not given here."),
    "invalid_request": _("The app asks in a way that is not valid."),
}
# For whoever makes the app, so in English everywhere.
NO_CHALLENGE = "A public app must send code_challenge and code_challenge_method=S256 (PKCE)."


@never_cache
@csrf_exempt
def authorize(request: HttpRequest) -> HttpResponse:
    """GET: client_id= redirect_uri= response_type=code state=; POST: the same, workspace= and allow=."""
    # Before the forged form is looked for: of a method that there is not, that is all there is to say.
    if request.method not in ("GET", "HEAD", "POST"):
        return _said(405, {"success": False, "error": "Method not allowed"}, Allow="GET, POST")
    return _asked(request)


@csrf_protect
def _asked(request: HttpRequest) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    try:
        wish = asked(sent.dict())
    except Unfit as wrong:
        return _unfit(request, wrong)
    if not request.user.is_authenticated:
        return redirect_to_login(f"{request.path}?{urlencode(wish.fields)}")
    if request.method != "POST":
        return _page(request, wish)
    return _decided(request, wish)


@never_cache
@csrf_exempt
def token(request: HttpRequest) -> HttpResponse:
    """POST, as a form or as JSON: a code or a refresh token for tokens."""
    return _endpoint(request, exchange.tokens)


@never_cache
@csrf_exempt
def revoke(request: HttpRequest) -> HttpResponse:
    """POST: token= and the client's id and secret."""
    return _endpoint(request, exchange.revocation)


def _endpoint(request: HttpRequest, do: Exchange) -> HttpResponse:
    if request.method != "POST":
        return _said(405, {"success": False, "error": "Method not allowed"}, Allow="POST")
    try:
        sent = reading.fields(request)
        if seconds := limits.wait(request, sent):
            return _said(
                429, {"success": False, "error": "Too many requests"}, **{"Retry-After": str(seconds)}
            )
        status, body = do(request, sent)
    except reading.Unreadable as wrong:
        status, body = 400, exchange.error("invalid_request", str(wrong))
    basic = {"WWW-Authenticate": 'Basic realm="ReadySMS API"'} if status == 401 else {}
    return _said(status, body, Pragma="no-cache", **basic)


def _decided(request: HttpRequest, wish: Asked) -> HttpResponse:
    chosen = request.POST.get("workspace", "")
    place = next((one for one in open_to(request.user) if one.public_id == chosen), None)  # type: ignore[arg-type]
    if request.POST.get("allow") != "yes":
        return deciding.answered(request, wish, None)
    return _page(request, wish, 422) if place is None else deciding.answered(request, wish, place)


def _page(request: HttpRequest, wish: Asked, status: int = 200) -> HttpResponse:
    context = {"wish": wish, "places": open_to(request.user), "is_missing": status == 422}  # type: ignore[arg-type]
    page = render(request, "connect/authorize.html", context, status=status)
    # A form's answer may lead away only where the policy says so, and this one leads to the app.
    page._csp_update = {"form-action": [wish.origin]}  # type: ignore[attr-defined]
    return page


def _unfit(request: HttpRequest, wrong: Unfit) -> HttpResponse:
    """400 without a redirect: a page for a browser, the contract's JSON for all else."""
    error = str(wrong)
    more = {"error_description": NO_CHALLENGE} if isinstance(wrong, NoChallenge) else {}
    text = more.get("error_description") or WRONG[error]
    if "text/html" in request.headers.get("Accept", ""):
        return render(request, "connect/unfit.html", {"error": error, "text": text}, status=400)
    return _said(400, {"success": False, "error": error, **more})


def _said(status: int, body: Mapping[str, Any], **headers: str) -> HttpResponse:
    answer = HttpResponse(orjson.dumps(body), status=status, content_type="application/json")
    for name, value in headers.items():
        answer[name] = value
    return answer
