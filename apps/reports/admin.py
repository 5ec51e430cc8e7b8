"""The admin of reports: for looking."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.reports.models import AnswerDay, Bookmark, PeopleDay, TextDay


@admin.register(TextDay)
class TextDayAdmin(ReadOnlyAdmin):
    list_display = ("workspace", "day", "sender", "origin", "error_code", "sent", "delivered", "failed")
    list_select_related = ("workspace", "sender")
    search_fields = ("origin__exact", "error_code__exact", OF_WORKSPACE)


@admin.register(AnswerDay)
class AnswerDayAdmin(ReadOnlyAdmin):
    list_display = ("workspace", "day", "member", "seconds", "answers")
    search_fields = ("member__exact", OF_WORKSPACE)


@admin.register(PeopleDay)
class PeopleDayAdmin(ReadOnlyAdmin):
    list_display = ("workspace", "day", "what", "source", "people")
    search_fields = ("source__exact", OF_WORKSPACE)


@admin.register(Bookmark)
class BookmarkAdmin(ReadOnlyAdmin):
    list_display = ("book", "open_from", "counted_at")
    search_fields = ("book__exact",)
