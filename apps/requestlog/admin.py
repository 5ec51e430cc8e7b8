"""The admin of the request log."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.requestlog.models import LoggedRequest


@admin.register(LoggedRequest)
class LoggedRequestAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "workspace", "caller", "method", "path", "status", "ms", "at")
    search_fields = ("public_id__exact", "caller__exact", OF_WORKSPACE)
