"""Which workspace the signed-in person works in: request.member and request.workspace."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from apps.accounts import queries
from apps.accounts.models import Member, Workspace

SESSION_KEY = "workspace"


class CurrentWorkspace:
    """Looks the seat up when first asked, so that pages without one pay nothing.

    Both attributes are lazy and falsy for a stranger and for somebody without a seat; behind
    `rights.needs` they are the real things.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.member = SimpleLazyObject(lambda: current_seat(request))  # type: ignore[attr-defined]
        request.workspace = SimpleLazyObject(lambda: _workspace(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def current_seat(request: HttpRequest) -> Member | None:
    """The chosen seat, else the first one; None for a stranger or somebody without any. Asked once."""
    if not hasattr(request, "_seat"):
        request._seat = _look_up(request)  # type: ignore[attr-defined]
    seat: Member | None = request._seat  # type: ignore[attr-defined]
    return seat


def _look_up(request: HttpRequest) -> Member | None:
    if not request.user.is_authenticated:
        return None
    seats = queries.seats(request.user)
    chosen = request.session.get(SESSION_KEY)
    return next((seat for seat in seats if seat.workspace_id == chosen), seats[0] if seats else None)


def _workspace(request: HttpRequest) -> Workspace | None:
    seat = current_seat(request)
    return seat.workspace if seat else None
