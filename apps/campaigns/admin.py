"""The admin of campaigns and their recipients."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.campaigns.approval.models import Approval
from apps.campaigns.dry_run.models import DryRun, Foreseen
from apps.campaigns.models import Campaign, Guard, Headcount, Recipient


@admin.register(Campaign)
class CampaignAdmin(ReadOnlyAdmin):
    list_display = ("name", "public_id", "workspace", "state", "scheduled_at", "launched_at", "completed_at")
    list_filter = ("state",)
    search_fields = ("name", "public_id__exact", OF_WORKSPACE)


@admin.register(Approval)
class ApprovalAdmin(ReadOnlyAdmin):
    list_display = (
        "public_id",
        "campaign",
        "state",
        "people",
        "credits",
        "asked_as",
        "asked_at",
        "answered_as",
        "answered_at",
    )
    list_filter = ("state",)
    search_fields = ("public_id__exact", "campaign__public_id__exact", "asked_as__exact", OF_WORKSPACE)


@admin.register(Recipient)
class RecipientAdmin(ReadOnlyAdmin):
    list_display = ("id", "phone", "campaign", "outcome", "rule", "reason", "decided_at")
    list_filter = ("outcome",)
    search_fields = ("campaign__public_id__exact", "contact__phone__exact", "contact__public_id__exact")


@admin.register(DryRun)
class DryRunAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "campaign", "state", "audience", "seen", "at", "finished_at", "compared_at")
    list_filter = ("state",)
    search_fields = ("public_id__exact", "campaign__public_id__exact", OF_WORKSPACE)


@admin.register(Foreseen)
class ForeseenAdmin(ReadOnlyAdmin):
    list_display = ("id", "phone", "run", "outcome", "rule", "reason", "until", "parts")
    list_filter = ("outcome",)
    search_fields = ("run__public_id__exact", "phone__exact")


@admin.register(Guard)
class GuardAdmin(ReadOnlyAdmin):
    list_display = ("workspace", "sample", "failures", "opt_outs", "canary", "canary_wait", "approval_people")
    search_fields = (OF_WORKSPACE,)


@admin.register(Headcount)
class HeadcountAdmin(ReadOnlyAdmin):
    list_display = ("campaign", "state", "audience", "per_second", "counted_at", "took")
    list_select_related = ("campaign",)
    search_fields = ("campaign__public_id__exact", OF_WORKSPACE)
