"""The admin of lists."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.lists.models import ContactList, Membership


@admin.register(ContactList)
class ContactListAdmin(ReadOnlyAdmin):
    list_display = ("name", "workspace", "kind", "created_at")
    list_filter = ("kind",)
    search_fields = ("name", "public_id__exact", OF_WORKSPACE)


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ("id", "list", "contact", "added_at")
    search_fields = ("contact__phone__exact", "contact__public_id__exact", "list__public_id__exact")
