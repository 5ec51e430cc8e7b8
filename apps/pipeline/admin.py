"""The admin of the pipeline."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.pipeline.models import Move, Placement, Stage


@admin.register(Stage)
class StageAdmin(ReadOnlyAdmin):
    list_display = ("name", "key", "workspace", "position")
    search_fields = ("name", "key", "public_id__exact", OF_WORKSPACE)


@admin.register(Placement)
class PlacementAdmin(ReadOnlyAdmin):
    list_display = ("id", "contact", "stage", "since")
    search_fields = ("contact__phone__exact", "contact__public_id__exact", "stage__public_id__exact")


@admin.register(Move)
class MoveAdmin(ReadOnlyAdmin):
    list_display = ("at", "contact", "from_stage", "to_stage", "moved_by")
    search_fields = ("contact__phone__exact", "contact__public_id__exact")
