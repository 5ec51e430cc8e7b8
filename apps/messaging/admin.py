"""The admin of messages: where every text is, and why."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.messaging.models import (
    Attempt,
    Conversation,
    Erasure,
    Familiar,
    Lane,
    Lease,
    Message,
    Presence,
    Remark,
    Remembering,
    Retention,
    Scheduled,
    Slot,
    Trial,
)


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "direction", "phone", "state", "kind", "credits", "workspace", "created_at")
    list_filter = ("state", "direction", "kind")
    search_fields = (
        "public_id__exact",
        "carrier_ref__exact",
        "contact__phone__exact",
        "origin__exact",
        OF_WORKSPACE,
    )


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    list_display = ("at", "message", "number", "outcome", "code", "text")
    list_filter = ("outcome",)
    search_fields = ("message__public_id__exact", "code__exact", OF_WORKSPACE)


@admin.register(Conversation)
class ConversationAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "contact", "sender", "workspace", "is_open", "unread", "last_at")
    list_filter = ("is_open",)
    search_fields = ("public_id__exact", "contact__phone__exact", OF_WORKSPACE)


@admin.register(Remark)
class RemarkAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "conversation", "kind", "by", "workspace", "at")
    list_filter = ("kind",)
    search_fields = ("public_id__exact", "conversation__public_id__exact", OF_WORKSPACE)


@admin.register(Presence)
class PresenceAdmin(ReadOnlyAdmin):
    list_display = ("conversation", "user", "workspace", "seen_at", "typed_at")
    search_fields = ("user__email__exact", OF_WORKSPACE)


@admin.register(Lane)
class LaneAdmin(ReadOnlyAdmin):
    list_display = ("id", "workspace", "paused", "created_at")
    list_filter = ("paused",)
    search_fields = (OF_WORKSPACE,)


@admin.register(Erasure)
class ErasureAdmin(ReadOnlyAdmin):
    list_display = ("at", "workspace", "messages", "credits", "reason")
    search_fields = (OF_WORKSPACE,)


@admin.register(Lease)
class LeaseAdmin(ReadOnlyAdmin):
    list_display = ("worker", "until")


@admin.register(Slot)
class SlotAdmin(ReadOnlyAdmin):
    list_display = ("subject", "start", "used", "workspace")
    search_fields = ("subject__exact", OF_WORKSPACE)


@admin.register(Familiar)
class FamiliarAdmin(ReadOnlyAdmin):
    list_display = ("contact", "pool", "sender", "workspace")
    search_fields = ("contact__phone__exact", OF_WORKSPACE)


@admin.register(Trial)
class TrialAdmin(ReadOnlyAdmin):
    """What rules would have stopped last month, as somebody asked."""

    list_display = ("public_id", "workspace", "state", "sent", "total", "at", "finished_at")
    list_filter = ("state",)
    search_fields = ("public_id__exact", OF_WORKSPACE)


@admin.register(Retention)
class RetentionAdmin(ReadOnlyAdmin):
    list_display = ("workspace", "days")
    search_fields = (OF_WORKSPACE,)


@admin.register(Remembering)
class RememberingAdmin(ReadOnlyAdmin):
    list_display = ("workspace", "days", "swept_to", "evidence_swept_to")
    search_fields = (OF_WORKSPACE,)


@admin.register(Scheduled)
class ScheduledAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "phone", "at", "state", "error_code", "workspace", "created_at")
    list_filter = ("state",)
    search_fields = ("public_id__exact", "phone__exact", "origin__exact", OF_WORKSPACE)
