"""Rows of the pipeline."""

from typing import ClassVar

from django.db import models

from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.contacts.models import Contact


class Stage(WorkspaceOwned):
    """A column of the board. `key` is what APIs and files call it."""

    public_id = PublicIdField("stg")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=80)
    position = models.PositiveIntegerField(default=0)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "key"], name="one_stage_per_key")
        ]

    def __str__(self) -> str:
        return self.name


class Placement(WorkspaceOwned):
    """Where a contact stands now: one row per contact."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="placement")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="placements")
    since = models.DateTimeField(default=clock.now)

    class Meta(WorkspaceOwned.Meta):
        indexes: ClassVar = [models.Index(fields=["stage", "-since"], name="stage_column")]

    def __str__(self) -> str:
        return f"{self.contact_id} in {self.stage_id}"


class Move(WorkspaceOwned):
    """The history: a contact went from one stage to another."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="moves")
    from_stage = models.CharField(max_length=60, blank=True)
    to_stage = models.CharField(max_length=60)
    moved_by = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.from_stage or '–'} → {self.to_stage}"
