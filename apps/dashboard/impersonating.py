"""An admin looks at the dashboard as somebody else: shown on every page, and nothing can be changed.

The session stays the admin's own; under /dashboard/ alone `request.user` is the other person, and
`request.real_user` the admin. docs/adr/0024 says why it is read-only.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from apps.accounts import impersonation
from apps.accounts.impersonation_models import Impersonation
from apps.accounts.refusals import OnlyLooking
from apps.dashboard.middleware import SESSION_KEY as WORKSPACE

PLACES = ("/dashboard/", "/accounts/", "/admin/")
SAFE = ("GET", "HEAD", "OPTIONS")
# Forms that change nothing but what this session shows.
HARMLESS = {"impersonation_stop", "workspace_switch"}
# Where keys are made or shown, links that let somebody in, and files that carry a workspace's people away.
SECRET = {
    *("oauth_apps", "oauth_app"),
    *("developers", "keys", "connected_apps", "sandbox", "invitation", "import_rejected", "contacts_export"),
    *("consent_export", "evidence", "evidence_html", "evidence_json", "credits_export"),
}
SIGN_OUT = "account_logout"
OVER = _("Looking as somebody else is over. You are yourself again.")


class Impersonating:
    """Stands behind the sign-in and before everything that asks who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.impersonation = None  # type: ignore[attr-defined]
        carried = _carried(request)
        if not carried:
            return self.get_response(request)
        row = impersonation.standing(carried, request.user) if request.user.is_authenticated else None  # type: ignore[arg-type]
        if row is None:
            leave(request)
            return (
                _over(request) if request.path_info.startswith("/dashboard/") else self.get_response(request)
            )
        _put_on(request, row)
        answer = self._looked(request)
        if request.session.get(impersonation.SESSION_KEY) != carried:
            impersonation.end_by_id(carried, Impersonation.Why.SIGNED_OUT)
        return answer

    def _looked(self, request: HttpRequest) -> HttpResponse:
        """Some pages write when they are opened (a conversation is read, somebody is present): taken back."""
        if not request.path_info.startswith("/dashboard/") or request.method not in SAFE:
            return self.get_response(request)
        with transaction.atomic():
            answer = self.get_response(request)
            transaction.set_rollback(True)
        return answer

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if getattr(request, "impersonation", None) is None or not _is_closed(request):
            return None
        return render(request, "dashboard/only_looking.html", {"text": OnlyLooking().text}, status=403)


def leave(request: HttpRequest) -> None:
    """This session is its owner's again, in the place that they first see."""
    request.session.pop(impersonation.SESSION_KEY, None)
    request.session.pop(WORKSPACE, None)


def _carried(request: HttpRequest) -> str:
    """Asked under these addresses alone: an API call has no session to look into."""
    if not request.path_info.startswith(PLACES):
        return ""
    return str(request.session.get(impersonation.SESSION_KEY, ""))


def _put_on(request: HttpRequest, row: Impersonation) -> None:
    request.impersonation = row  # type: ignore[attr-defined]
    request.real_user = request.user  # type: ignore[attr-defined]
    if request.path_info.startswith("/dashboard/"):
        request.user = row.user


def _is_closed(request: HttpRequest) -> bool:
    match = request.resolver_match
    name = (match.url_name if match else None) or ""
    if request.path_info.startswith("/accounts/"):
        return name != SIGN_OUT
    if not request.path_info.startswith("/dashboard/"):
        return False
    if request.method not in SAFE:
        return name not in HARMLESS
    return name in SECRET or name.endswith("_csv")


def _over(request: HttpRequest) -> HttpResponse:
    """Not the page that was asked for: it would suddenly be the admin's own."""
    messages.info(request, OVER)
    answer = redirect("admin:index")
    return HttpResponseClientRedirect(answer.url) if request.headers.get("HX-Request") else answer
