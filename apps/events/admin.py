"""The admin of the diary."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.events.models import Event, Interest


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("at", "name", "workspace", "subject", "actor")
    list_filter = ("awaits_reaction",)
    search_fields = ("subject__exact", "name__exact", "public_id__exact", OF_WORKSPACE)


@admin.register(Interest)
class InterestAdmin(ReadOnlyAdmin):
    list_display = ("name", "workspace")
    search_fields = ("name__exact", OF_WORKSPACE)
