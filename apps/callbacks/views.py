"""One view for all carriers. Nothing is understood here: a carrier gets its 200 within milliseconds."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apps.callbacks import intake


@csrf_exempt
@require_http_methods(["GET", "POST"])
def callback(request: HttpRequest, public_id: str) -> HttpResponse:
    """200 stored, 403 wrong token or signature, 404 no such account, 413 above 1 MB, 503 cannot be verified
    now (the credentials' key is lost: the carrier tries again)."""
    account = intake.account_of(public_id)
    if account is None:
        return _said(404)
    if not intake.knows_token(account, request.GET.get("token", "")):
        return _said(403)
    if not account.is_readable:
        return _said(503)
    body = _body(request)
    if body is None:
        return _said(413)
    query = request.META.get("QUERY_STRING", "")
    if not intake.is_genuine(account, request.headers, body, query):
        return _said(403)
    intake.keep(account, request.headers, body, query)
    return _said(200)


def _said(status: int) -> HttpResponse:
    return HttpResponse("", status=status, content_type="text/plain")


def _body(request: HttpRequest) -> bytes | None:
    """The bytes as they came; None when there are too many of them, or the carrier left before the last."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length[:12]) > intake.LARGEST:
        return None  # without reading them
    try:
        body = request.body
    except (RequestDataTooBig, UnreadablePostError):
        return None
    return body if len(body) <= intake.LARGEST else None
