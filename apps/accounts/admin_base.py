"""What the admin pages of all apps share.

Admins look across tenants. Lists stay fast at a million rows: newest first by primary key, no sorting
by other columns, no full count, no drop-down of a big table, no deletion in bulk. Searching for a public
id of a workspace (wsp_…) narrows a list to that tenant.
"""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.utils.functional import cached_property
from unfold.admin import ModelAdmin

from apps.accounts.admin_search import condition

# 100 pages of 100. Who looks for something older narrows by search: counting on would read the table.
COUNT_LIMIT = 10_000
SECRETS = frozenset({"password", "key_hash", "token_hash", "credentials", "callback_token"})
OF_WORKSPACE = "workspace__public_id__exact"


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts to COUNT_LIMIT at most: 10,000 rows of an index, whatever the table's size."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[:COUNT_LIMIT].count())


class Admin(ModelAdmin):  # type: ignore[misc]
    """Base of every admin page. Foreign keys are typed as ids unless they are in autocomplete_fields."""

    paginator = BoundedPaginator
    ordering: ClassVar[Any] = ("-pk",)
    list_select_related: Any = ()
    show_full_result_count = False
    list_per_page = 100
    list_max_show_all = 100
    sortable_by: ClassVar[Any] = ()

    def __init__(self, model: type[models.Model], admin_site: Any) -> None:
        keys = [f.name for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey)]
        self.raw_id_fields = [name for name in keys if name not in self.autocomplete_fields]
        shown = [name for name in keys if name in self.list_display]
        self.list_select_related = [*shown, *self.list_select_related]
        super().__init__(model, admin_site)

    def get_queryset(self, request: Any) -> QuerySet[Any]:
        """Across tenants, aloud."""
        rows: QuerySet[Any] = getattr(self.model, "everywhere", self.model._default_manager).all()
        return rows.order_by(*self.get_ordering(request))

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> tuple[Any, bool]:
        found = condition(self.model, self.get_search_fields(request), search_term)
        return queryset.filter(found), False

    def get_actions(self, request: Any) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_verb_permission(self, request: Any, object_id: Any = None) -> bool:
        """For actions on rows that no form changes: whoever may change the model may use its verbs."""
        return bool(request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}"))


class NoDeleteAdmin(Admin):
    """Rows that go by verbs of their app, never by a click here."""

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(NoDeleteAdmin):
    """Ledgers, evidence and history: looked at, never touched. Secrets are left out.

    `hidden` leaves out more fields; `told` adds methods of the admin that tell something.
    """

    hidden: ClassVar[tuple[str, ...]] = ()
    told: ClassVar[tuple[str, ...]] = ()

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: Any, obj: Any = None) -> list[str]:
        hidden = SECRETS.union(self.hidden)
        stored = [f.name for f in self.model._meta.concrete_fields if f.name not in hidden]
        return [*stored, *self.told]

    def get_readonly_fields(self, request: Any, obj: Any = None) -> list[str]:
        return self.get_fields(request, obj)
