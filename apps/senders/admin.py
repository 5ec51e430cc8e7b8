"""The admin of senders."""

from typing import Any

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, NoDeleteAdmin
from apps.senders import actions
from apps.senders.models import Sender


@admin.register(Sender)
class SenderAdmin(NoDeleteAdmin):
    """Released rather than deleted: messages name them. The workspace is the carrier account's."""

    list_display = ("address", "label", "kind", "state", "is_default", "workspace", "carrier")
    list_filter = ("state", "kind")
    search_fields = ("address__startswith", "label", "public_id__exact", OF_WORKSPACE)
    autocomplete_fields = ("carrier",)
    fields = ("carrier", "address", "kind", "label", "state")
    told = ("workspace", "is_default", "public_id", "created_at")
    actions = ("make_default",)

    def get_fields(self, request: Any, obj: Sender | None = None) -> tuple[str, ...]:
        return (*self.fields, *self.told) if obj else self.fields

    def get_readonly_fields(self, request: Any, obj: Sender | None = None) -> tuple[str, ...]:
        return ("carrier", "address", *self.told) if obj else ()

    def save_model(self, request: Any, obj: Sender, form: Any, change: bool) -> None:
        if not change:
            obj.workspace_id = obj.carrier.workspace_id
        super().save_model(request, obj, form, change)

    @admin.action(description="Make the default sender of its workspace", permissions=["verb"])
    def make_default(self, request: Any, chosen: Any) -> None:
        for sender in chosen:
            actions.make_default(sender)
