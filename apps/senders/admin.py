"""The admin of senders."""

from typing import Any

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, NoDeleteAdmin
from apps.common import clock
from apps.senders import actions
from apps.senders.models import Pool, Sender
from apps.senders.registration import actions as registration
from apps.senders.registration.models import Registration


@admin.register(Pool)
class PoolAdmin(NoDeleteAdmin):
    list_display = ("name", "workspace", "public_id")
    search_fields = ("name", "public_id__exact", OF_WORKSPACE)
    autocomplete_fields = ("workspace",)
    fields = ("workspace", "name")

    def get_readonly_fields(self, request: Any, obj: Pool | None = None) -> tuple[str, ...]:
        return ("workspace",) if obj else ()


@admin.register(Sender)
class SenderAdmin(NoDeleteAdmin):
    """Released rather than deleted: messages name them. The workspace is the carrier account's."""

    list_display = (
        *("address", "label", "kind", "state", "is_default", "registered_until", "workspace", "carrier"),
    )
    list_filter = ("state", "kind")
    search_fields = ("address__startswith", "label", "public_id__exact", OF_WORKSPACE)
    autocomplete_fields = ("carrier", "registration", "pool")
    fields = (
        *("carrier", "address", "kind", "label", "state", "registration"),
        *("pool", "tier", "per_second", "per_day"),
    )
    told = ("workspace", "is_default", "registered_until", "public_id", "created_at")
    actions = ("make_default",)

    def get_fields(self, request: Any, obj: Sender | None = None) -> tuple[str, ...]:
        return (*self.fields, *self.told) if obj else self.fields

    def get_readonly_fields(self, request: Any, obj: Sender | None = None) -> tuple[str, ...]:
        return ("carrier", "address", *self.told) if obj else ()

    def save_model(self, request: Any, obj: Sender, form: Any, change: bool) -> None:
        if not change:
            obj.workspace_id = obj.carrier.workspace_id
        super().save_model(request, obj, form, change)
        registration.repeat([], [obj.pk])

    @admin.action(description="Make the default sender of its workspace", permissions=["verb"])
    def make_default(self, request: Any, chosen: Any) -> None:
        for sender in chosen:
            actions.make_default(sender)


@admin.register(Registration)
class RegistrationAdmin(NoDeleteAdmin):
    """What the registries were told. A change of status is repeated on the senders that hang on it."""

    list_display = ("name", "kind", "status", "registry_ref", "until", "brand", "workspace")
    list_filter = ("kind", "status")
    search_fields = ("name", "registry_ref__exact", "public_id__exact", OF_WORKSPACE)
    autocomplete_fields = ("workspace", "brand")
    told = ("public_id", "created_at", "changed_at")

    def get_fields(self, request: Any, obj: Registration | None = None) -> tuple[str, ...]:
        own = ("workspace", "kind", "name", "brand", "details", "status", "registry_ref", "problem", "until")
        return (*own, *self.told) if obj else own

    def get_readonly_fields(self, request: Any, obj: Registration | None = None) -> tuple[str, ...]:
        return ("workspace", "kind", *self.told) if obj else ()

    def save_model(self, request: Any, obj: Registration, form: Any, change: bool) -> None:
        obj.changed_at = clock.now()
        super().save_model(request, obj, form, change)
        registration.repeat([obj])
