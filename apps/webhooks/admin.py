"""The admin of webhooks: read-only, with the log of each delivery."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.webhooks.models import Delivery, Subscription, Try


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "workspace", "dialect", "url", "state", "failures", "succeeded_at")
    list_filter = ("state", "dialect")
    search_fields = ("public_id__exact", "url", OF_WORKSPACE)
    exclude = ("secrets",)


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "workspace", "name", "subject", "state", "tries", "status", "created_at")
    list_filter = ("state",)
    search_fields = ("public_id__exact", "subject__exact", "event_ref__exact")


@admin.register(Try)
class TryAdmin(ReadOnlyAdmin):
    list_display = ("id", "delivery", "number", "status", "ms", "error", "at")
    search_fields = ("delivery__public_id__exact",)
