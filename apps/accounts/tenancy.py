"""Tenant scoping that is hard to forget.

`Model.objects` answers only `.of(workspace)`; any other query on it raises Unscoped. What must look
across tenants (the dispatcher, the admin, verify) says so aloud: `Model.everywhere`.
"""

from typing import Any, ClassVar, Protocol, Self, TypeVar, cast

from django.db import models

from apps.accounts.workspaces import Workspace

M = TypeVar("M", bound=models.Model)


class Unscoped(RuntimeError):
    """A query on tenant-owned rows was written without naming its workspace."""


class OwnedQuerySet(models.QuerySet[M]):
    """Questions about rows of one workspace; each app adds its own."""

    def of(self, workspace: Workspace | int) -> Self:
        """Rows of this workspace only."""
        return self.filter(workspace=workspace)


Q_co = TypeVar("Q_co", bound=OwnedQuerySet[Any], covariant=True)


class Of(Protocol[Q_co]):
    """For mypy: what `objects.of` of a model with a QuerySet of its own answers. In that app:

    class _Scoped(Scoped["Contact"]):
        of: Of[Contacts]

    and in the model `objects: ClassVar[_Scoped] = _Scoped()`.
    """

    def __call__(self, workspace: Workspace | int) -> Q_co: ...


class Scoped(models.Manager[M]):
    """Refuses every query but of(workspace), and lets rows be created (they carry their workspace)."""

    def get_queryset(self) -> Any:
        raise Unscoped(f"Say {self.model.__name__}.objects.of(workspace), or .everywhere and why.")

    def of(self, workspace: Workspace | int) -> OwnedQuerySet[M]:
        """Rows of this workspace only."""
        return cast(OwnedQuerySet[M], _everywhere(self.model).of(workspace))

    def create(self, **values: Any) -> M:
        return cast(M, _everywhere(self.model).create(**values))


def _everywhere(model: type[models.Model]) -> Any:
    return model.everywhere  # type: ignore[attr-defined]


class WorkspaceOwned(models.Model):
    """A row that belongs to one workspace. Subclasses may set `everywhere` from their own QuerySet."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")

    objects = Scoped()
    everywhere: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True
        default_manager_name = "everywhere"
        base_manager_name = "everywhere"
