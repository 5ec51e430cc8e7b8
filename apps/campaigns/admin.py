"""The admin of campaigns and their recipients."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.campaigns.models import Campaign, Recipient


@admin.register(Campaign)
class CampaignAdmin(ReadOnlyAdmin):
    list_display = ("name", "public_id", "workspace", "state", "scheduled_at", "launched_at", "completed_at")
    list_filter = ("state",)
    search_fields = ("name", "public_id__exact", OF_WORKSPACE)


@admin.register(Recipient)
class RecipientAdmin(ReadOnlyAdmin):
    list_display = ("id", "phone", "campaign", "outcome", "rule", "reason", "decided_at")
    list_filter = ("outcome",)
    search_fields = ("campaign__public_id__exact", "contact__phone__exact", "contact__public_id__exact")
