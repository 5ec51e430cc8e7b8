"""Tenant scoping that is hard to forget.

`Model.objects` answers only `.of(workspace)`; any other query on it raises Unscoped. What must look
across tenants (the dispatcher, the admin, verify) says so aloud: `Model.everywhere`.
"""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from apps.accounts.workspaces import Workspace

M = TypeVar("M", bound=models.Model)


class Unscoped(RuntimeError):  # noqa: N818 - the way to say it right
    """A query on tenant-owned rows was written without naming its workspace."""


class OwnedQuerySet(models.QuerySet[M]):
    """Questions about rows of one workspace; each app adds its own."""

    def of(self, workspace: Workspace | int) -> Self:
        """Rows of this workspace only."""
        return self.filter(workspace=workspace)


class _ScopedManager(models.Manager[M]):
    """Refuses every query but of(workspace), and lets rows be created (they carry their workspace)."""

    _rows: ClassVar[Any]

    def get_queryset(self) -> Any:
        raise Unscoped(f"Say {self.model.__name__}.objects.of(workspace), or .everywhere and why.")

    def of(self, workspace: Workspace | int) -> Any:
        return self.model.everywhere.all().of(workspace)  # type: ignore[attr-defined]

    def create(self, **values: Any) -> Any:
        return self.model.everywhere.create(**values)  # type: ignore[attr-defined]


class WorkspaceOwned(models.Model):
    """A row that belongs to one workspace. Subclasses may set `everywhere` from their own QuerySet."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[Any] = _ScopedManager()
    everywhere: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True
        default_manager_name = "everywhere"
        base_manager_name = "everywhere"
