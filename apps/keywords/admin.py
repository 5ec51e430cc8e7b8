"""The admin of keywords: changed in the dashboard, looked up here."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.keywords.models import AutoReply, Keyword, Pace, Use


@admin.register(Keyword)
class KeywordAdmin(ReadOnlyAdmin):
    list_display = ("word", "workspace", "sender", "is_on", "consent", "uses", "last_used_at")
    list_filter = ("is_on", "consent")
    search_fields = ("word", "key", "public_id__exact", OF_WORKSPACE)


@admin.register(AutoReply)
class AutoReplyAdmin(ReadOnlyAdmin):
    list_display = ("id", "workspace", "hours")
    search_fields = (OF_WORKSPACE,)


@admin.register(Use)
class UseAdmin(ReadOnlyAdmin):
    list_display = ("at", "kind", "keyword", "contact", "outcome")
    list_filter = ("kind", "outcome")
    search_fields = ("public_id__exact", "keyword__word", "contact__phone__exact")


@admin.register(Pace)
class PaceAdmin(ReadOnlyAdmin):
    list_display = ("phone", "workspace", "count", "since", "day_count", "day_since")
    search_fields = ("phone__exact", OF_WORKSPACE)
