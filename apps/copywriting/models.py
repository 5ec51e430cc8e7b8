"""Rows of copywriting."""

from typing import ClassVar

from django.db import models

from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField


class Template(WorkspaceOwned):
    """A text kept to be used again: in the composer, and as a canned reply in the inbox."""

    public_id = PublicIdField("tpl")
    name = models.CharField(max_length=80)
    body = models.TextField(max_length=1600)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_template_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class ModelUse(WorkspaceOwned):
    """How often a workspace asked the copywriter's model on one day (UTC)."""

    day = models.DateField()
    requests = models.PositiveIntegerField(default=0)

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "day"], name="one_model_use_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.requests}"
