"""The admin's page on which somebody begins to look as a user."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from apps.accounts import impersonation
from apps.accounts.models import User
from apps.common.refusals import Refusal


def look_as(request: Any, user_id: int) -> Any:
    """GET: asks for the reason. POST: reason; then on to the dashboard."""
    if not impersonation.may(request.user):
        raise PermissionDenied
    person = get_object_or_404(User, pk=user_id)
    reason, refused = request.POST.get("reason", ""), ""
    if request.method == "POST":
        try:
            row = impersonation.begin(request.user, person, reason)
        except Refusal as refusal:
            refused = refusal.text
        else:
            request.session.pop("workspace", None)
            request.session[impersonation.SESSION_KEY] = row.public_id
            return redirect("dashboard:home")
    context = {
        **admin.site.each_context(request),
        "title": f"Look as {person.email}",
        "person": person,
        "reason": reason[:200],
        "refused": refused,
    }
    return render(request, "admin/accounts/user/look_as.html", context, status=422 if refused else 200)
