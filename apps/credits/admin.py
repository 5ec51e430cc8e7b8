"""The admin of credits. A balance is never typed: credits are granted, with a reason, through the ledger.

What is large waits for a second person (actions.py)."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from unfold.decorators import action

from apps.accounts.admin_base import OF_WORKSPACE, NoDeleteAdmin, ReadOnlyAdmin
from apps.common.refusals import Refusal
from apps.credits import (
    actions,
    admin_deciding,  # noqa: F401 - more pages of this app
)
from apps.credits.admin_forms import GrantForm
from apps.credits.models import Account, Adjustment, Entry


@admin.register(Account)
class AccountAdmin(NoDeleteAdmin):
    """Opened by itself at the first need, or here."""

    list_display = ("workspace", "balance", "is_low", "rate_usd")
    list_filter = ("is_low",)
    search_fields = ("workspace__name", OF_WORKSPACE)
    autocomplete_fields = ("workspace",)
    fields = ("workspace", "balance", "low_balance_threshold", "rate_usd")
    actions_detail = ("grant",)

    def get_readonly_fields(self, request: Any, obj: Account | None = None) -> tuple[str, ...]:
        return ("workspace", "balance") if obj else ("balance",)

    def has_grant_permission(self, request: Any, object_id: Any = None) -> bool:
        return self.has_verb_permission(request)

    @action(description="Grant credits", url_path="grant", permissions=["grant"], icon="add_circle")  # type: ignore[untyped-decorator]
    def grant(self, request: Any, object_id: str) -> Any:
        """GET shows the form, POST grants."""
        if not self.has_grant_permission(request):
            raise PermissionDenied
        account = get_object_or_404(Account.everywhere.select_related("workspace"), pk=object_id)
        form = GrantForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._grant(request, account, form):
            return redirect("admin:credits_account_change", object_id)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Grant credits to {account.workspace}",
            "account": account,
            "form": form,
            "limit": settings.CREDITS_SECOND_PERSON_ABOVE,
        }
        return render(request, "admin/credits/account/grant.html", context)

    def _grant(self, request: Any, account: Account, form: GrantForm) -> bool:
        try:
            asked = actions.adjust(account.workspace, by=request.user, **form.granted())
        except Refusal as refusal:
            form.refuse(refusal.at, refusal.text)
            return False
        if asked.state == Adjustment.State.WAITING:
            self.log_change(request, account, f"Asked for {asked.amount:+,} credits.")
            messages.warning(request, f"{asked.amount:+,} credits wait for a second admin to approve them.")
            return True
        account.refresh_from_db()
        self.log_change(request, account, f"Granted {asked.amount:+,} credits.")
        messages.success(request, f"The balance of {account.workspace} is {account.balance:,} credits.")
        return True


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "workspace", "kind", "amount", "balance_after", "description", "by")
    list_filter = ("kind",)
    search_fields = ("subject__exact", "key__exact", "public_id__exact", OF_WORKSPACE)
