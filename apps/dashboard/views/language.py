"""Which language a person reads: chosen in the menu of the account, and under every sign-in page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from apps.accounts import actions


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """POST language, next. A stranger's choice is a cookie; a language we don't speak changes nothing."""
    answer = redirect(_next(request))
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        return answer
    if request.user.is_authenticated:
        actions.choose_language(request.user, code)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
    return answer


def _next(request: HttpRequest) -> str:
    page = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if ours else "/dashboard/"
