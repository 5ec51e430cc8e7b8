"""The admin of sequences: their history, looked at and never touched."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.sequences.models import Enrolment, Job, Passage, Sequence, Version


@admin.register(Sequence)
class SequenceAdmin(ReadOnlyAdmin):
    list_display = ("name", "public_id", "workspace", "state", "updated_at")
    list_filter = ("state",)
    search_fields = ("name", "public_id__exact", OF_WORKSPACE)


@admin.register(Version)
class VersionAdmin(ReadOnlyAdmin):
    list_display = ("id", "sequence", "number", "published_at", "published_by", "updated_at")
    search_fields = ("sequence__public_id__exact", "sequence__name")


@admin.register(Enrolment)
class EnrolmentAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "sequence", "contact", "state", "step", "due_at", "why", "source")
    list_filter = ("state", "source")
    search_fields = (
        "public_id__exact",
        "sequence__public_id__exact",
        "contact__phone__exact",
        "contact__public_id__exact",
    )


@admin.register(Passage)
class PassageAdmin(ReadOnlyAdmin):
    list_display = ("id", "at", "sequence", "enrolment", "step", "outcome", "why", "message")
    list_filter = ("outcome",)
    search_fields = ("enrolment__public_id__exact", "sequence__public_id__exact")


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = (
        "public_id",
        "sequence",
        "kind",
        "state",
        "seen",
        "total",
        "enrolled",
        "moved",
        "handled",
        "problem",
    )
    list_filter = ("state", "kind")
    search_fields = ("public_id__exact", "sequence__public_id__exact")
