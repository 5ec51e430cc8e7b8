"""Who acts in a request of a browser, for the audit log. A program says so when it shows its key
(api/kernel/principal.py).
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from apps.accounts.audit.acting import Acting, acting, person
from apps.accounts.audit.models import AuditEntry
from apps.dashboard.witness import address

Way = AuditEntry.Way


class SaysWhoActs:
    """Stands behind sign-in and looking as somebody; asks who it is when something is written, else never."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting(lambda: _who(request)):
            return self.get_response(request)


def _who(request: HttpRequest) -> Acting:
    way = Way.ADMIN if request.path_info.startswith("/admin/") else Way.DASHBOARD
    return person(getattr(request, "real_user", request.user), address(request), way)
