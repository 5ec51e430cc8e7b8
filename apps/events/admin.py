"""The admin of the diary."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.events.models import Event


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("at", "name", "workspace", "subject", "actor")
    list_filter = ("awaits_reaction",)
    search_fields = ("subject__exact", "name__exact", "public_id__exact", OF_WORKSPACE)
