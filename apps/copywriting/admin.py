"""The admin of templates, and of what the copywriter's model was asked."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.copywriting.models import ModelUse, Template


@admin.register(Template)
class TemplateAdmin(ReadOnlyAdmin):
    list_display = ("name", "workspace", "created_at")
    search_fields = ("name", "public_id__exact", OF_WORKSPACE)


@admin.register(ModelUse)
class ModelUseAdmin(ReadOnlyAdmin):
    list_display = ("day", "workspace", "requests")
    search_fields = (OF_WORKSPACE,)
