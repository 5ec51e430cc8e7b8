"""Rows of retention."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models

from apps.accounts.tenancy import WorkspaceOwned

# Receipts may come for three days and disputes for longer; a shorter time would sweep what still moves.
LEAST_DAYS = 30


class Retention(WorkspaceOwned):
    """How long a workspace keeps its texts. No row: for good."""

    days = models.PositiveSmallIntegerField(validators=[MinValueValidator(LEAST_DAYS)])

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="one_retention_per_workspace")
        ]

    def __str__(self) -> str:
        return f"{self.days} days"


class Remembering(WorkspaceOwned):
    """How long a workspace keeps what its gates decided. No row: for good.

    The two marks say up to which decision (by key) the sweep has looked, so that it looks at each once.
    """

    days = models.PositiveSmallIntegerField(validators=[MinValueValidator(LEAST_DAYS)])
    swept_to = models.PositiveBigIntegerField(default=0, editable=False)
    evidence_swept_to = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="one_remembering_per_workspace")
        ]

    def __str__(self) -> str:
        return f"decisions for {self.days} days"
