"""The admin of imports."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.imports.models import Import, ImportedContact, StatedOptOut


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    list_display = ("file_name", "workspace", "state", "rows", "created", "updated", "invalid", "created_at")
    list_filter = ("state",)
    search_fields = ("file_name", "public_id__exact", OF_WORKSPACE)


@admin.register(ImportedContact)
class ImportedContactAdmin(ReadOnlyAdmin):
    list_display = ("id", "source", "contact", "line", "outcome")
    search_fields = ("source__public_id__exact", "contact__phone__exact", "contact__public_id__exact")


@admin.register(StatedOptOut)
class StatedOptOutAdmin(ReadOnlyAdmin):
    list_display = ("id", "source", "phone", "line", "news")
    search_fields = ("source__public_id__exact", "phone__exact")
