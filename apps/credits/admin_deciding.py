"""The admin of adjustments: the record, and the page on which a second person decides."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.common.refusals import Refusal
from apps.credits import actions, ledger
from apps.credits.models import Adjustment


@admin.register(Adjustment)
class AdjustmentAdmin(ReadOnlyAdmin):
    """Asked for on the page of an account; the row changes by a decision alone."""

    list_display = ("asked_at", "workspace", "amount", "kind", "state", "asked_by", "decided_by", "decide_it")
    list_filter = ("state", "needs_second")
    search_fields = ("public_id__exact", "asked_by__email", OF_WORKSPACE)
    told = ("decide_it",)

    @admin.display(description="Second person")
    def decide_it(self, row: Adjustment) -> SafeString | str:
        if row.state != Adjustment.State.WAITING:
            return ""
        return format_html(
            '<a href="{}">Decide</a>', reverse("admin:credits_adjustment_decide", args=[row.pk])
        )

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.decide)
        return [path("<int:pk>/decide/", page, name="credits_adjustment_decide"), *super().get_urls()]

    def decide(self, request: Any, pk: int) -> Any:
        """GET shows what is asked. POST: decision=approve, or decision=refuse and note."""
        if not self.has_verb_permission(request):
            raise PermissionDenied
        row = get_object_or_404(
            Adjustment.everywhere.select_related("workspace", "asked_by", "decided_by"), pk=pk
        )
        refused = self._decided(request, row) if request.method == "POST" else None
        if refused == "":
            return redirect("admin:credits_adjustment_changelist")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "An adjustment that waits for a second person",
            "adjustment": row,
            "balance": ledger.balance(row.workspace_id),
            "own": row.asked_by_id == request.user.pk,
            "refused": refused or "",
        }
        return render(
            request, "admin/credits/adjustment/decide.html", context, status=422 if refused else 200
        )

    def _decided(self, request: Any, row: Adjustment) -> str:
        """Why not, or "" when it was done."""
        try:
            if request.POST.get("decision") == "approve":
                done = actions.approve(row, request.user)
            else:
                done = actions.refuse(row, request.user, request.POST.get("note", ""))
        except Refusal as refusal:
            return refusal.text
        said = f"{done.get_state_display()}: {done.amount:+,} credits for {row.workspace}."
        self.log_change(request, row, said)
        messages.success(request, said)
        return ""
