"""The rows of hindsight."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from apps.accounts.models import User
from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField


class Trial(WorkspaceOwned):
    """One question to the last 30 days, and its answer."""

    class State(models.TextChoices):
        RUNNING = "running", "Running"
        FINISHED = "finished", "Finished"

    public_id = PublicIdField("try")
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    wish: Any = models.JSONField(default=dict, help_text="What is tried (hindsight/wish.py).")
    sent = models.PositiveIntegerField(
        default=0, help_text="Texts that left in the 30 days; 1,000,001: more."
    )
    total = models.PositiveIntegerField(default=0, help_text="Of them, the newest, which are looked at.")
    seen = models.PositiveIntegerField(default=0)
    answer: Any = models.JSONField(default=dict, blank=True, help_text="Counts, when finished.")
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=clock.now, help_text="The 30 days are those before it.")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["id"], name="trial_to_do", condition=Q(state="running")),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"

    @property
    def is_finished(self) -> bool:
        return self.state == self.State.FINISHED
