"""The admin of audiences: looked up here; segments are changed in the dashboard, where it is recorded."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.audiences.models import Engagement, Segment, Sync


@admin.register(Segment)
class SegmentAdmin(ReadOnlyAdmin):
    list_display = ("name", "workspace", "changed_by", "changed_at")
    search_fields = ("name", "public_id__exact", OF_WORKSPACE)


@admin.register(Sync)
class SyncAdmin(ReadOnlyAdmin):
    list_display = ("list", "segment", "workspace", "synced_at", "due_at", "problem")
    search_fields = ("list__public_id__exact", "segment__public_id__exact", OF_WORKSPACE)


@admin.register(Engagement)
class EngagementAdmin(ReadOnlyAdmin):
    list_display = ("contact", "workspace", "last_sent_at", "last_delivered_at")
    search_fields = ("contact__phone__exact", "contact__public_id__exact", OF_WORKSPACE)
