"""The end of looking as somebody else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from apps.accounts import impersonation
from apps.accounts.impersonation_models import Impersonation
from apps.dashboard.impersonating import leave
from apps.dashboard.rights import signed_in


@signed_in
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """POST: back to the page of that person in the admin; for who is not looking as anybody, home."""
    row: Impersonation | None = request.impersonation  # type: ignore[attr-defined]
    if row is None:
        return redirect("dashboard:home")
    impersonation.end(row, Impersonation.Why.STOPPED)
    leave(request)
    return redirect("admin:accounts_user_change", row.user_id)
