"""The admin of tags."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.tags.models import Tag, Tagging


@admin.register(Tag)
class TagAdmin(ReadOnlyAdmin):
    list_display = ("name", "workspace", "created_at")
    search_fields = ("name", "public_id__exact", OF_WORKSPACE)


@admin.register(Tagging)
class TaggingAdmin(ReadOnlyAdmin):
    list_display = ("id", "tag", "contact", "added_at")
    search_fields = ("contact__phone__exact", "contact__public_id__exact", "tag__public_id__exact")
