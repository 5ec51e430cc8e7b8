"""The admin of contacts: looked up here, changed in the dashboard, where it is recorded."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.contacts.models import Contact, CustomField, Merger


@admin.register(Contact)
class ContactAdmin(ReadOnlyAdmin):
    list_display = ("phone", "first_name", "last_name", "workspace", "status", "dnd", "source", "created_at")
    list_filter = ("status", "dnd")
    search_fields = ("phone__exact", "email__exact", "public_id__exact", OF_WORKSPACE)


@admin.register(Merger)
class MergerAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "contact", "gone_public_id", "phone", "workspace", "by", "at")
    search_fields = ("phone__exact", "public_id__exact", OF_WORKSPACE)


@admin.register(CustomField)
class CustomFieldAdmin(ReadOnlyAdmin):
    list_display = ("label", "key", "kind", "workspace", "required", "is_column", "archived_at")
    search_fields = ("key__exact", "public_id__exact", OF_WORKSPACE)
