"""The link of a mail by which somebody ends that kind of mail, without signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apps.accounts.notices.choosing import choose
from apps.accounts.notices.kinds import BY_NAME
from apps.accounts.notices.links import read


@csrf_exempt  # RFC 8058: mail programs post to it without having seen the page. The link itself is the proof.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, notice_token: str) -> HttpResponse:
    """GET asks (programs that look at every link of a mail must change nothing), POST does. Twice is once."""
    found = read(notice_token)
    if found is None:
        return render(request, "public/notice_unknown.html", status=404)
    user, workspace, kind = found
    if request.method == "POST":
        choose(user, workspace, {kind: False})
    context = {"kind": BY_NAME[kind], "workspace": workspace, "email": user.email, "token": notice_token}
    with translation.override(user.language or translation.get_language()):
        return render(request, "public/notice_off.html", {**context, "is_done": request.method == "POST"})
