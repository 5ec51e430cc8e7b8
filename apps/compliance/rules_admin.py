"""The admin of texting rules, shipped and own, and of what gates decided."""

from typing import Any, ClassVar

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, NoDeleteAdmin, ReadOnlyAdmin
from apps.compliance import rules
from apps.compliance.decision_models import Decision
from apps.compliance.rule_models import TextingRule


@admin.register(TextingRule)
class TextingRuleAdmin(NoDeleteAdmin):
    """Added, and ended by a date; what it said stays readable, since decisions name it.

    The shipped rules stand above the list; they change with a release.
    """

    list_display = ("place", "since", "until", "mon_fri", "sat", "sun", "rests", "cap", "cap_hours", "law")
    list_filter = ("place",)
    search_fields = ("place__exact", "law")
    list_before_template = "admin/compliance/shipped_rules.html"
    fields = ("place", "since", "until", "mon_fri", "sat", "sun", "rests", "cap", "cap_hours", "law")
    ENDS: ClassVar = ("until",)

    def get_readonly_fields(self, request: Any, obj: TextingRule | None = None) -> tuple[str, ...]:
        return tuple(name for name in self.fields if name not in self.ENDS) if obj else ()

    def changelist_view(self, request: Any, extra_context: dict[str, Any] | None = None) -> Any:
        shipped = {"shipped": rules.rows(), "version": rules.RULESET}
        return super().changelist_view(request, {**(extra_context or {}), **shipped})


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("at", "phone", "rule", "outcome", "stage", "reason", "until", "about", "workspace")
    list_filter = ("rule", "outcome", "stage")
    search_fields = ("phone__exact", "about__exact", OF_WORKSPACE)
