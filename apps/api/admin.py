"""The admin of the HTTP side."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.api.models import KeptAnswer


@admin.register(KeptAnswer)
class KeptAnswerAdmin(ReadOnlyAdmin):
    """The bodies stay unread: they may hold a secret that was shown once."""

    list_display = ("key", "workspace", "status", "created_at")
    search_fields = ("key__exact", OF_WORKSPACE)
    exclude = ("body",)
