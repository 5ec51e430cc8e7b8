"""Rows of dry runs."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from apps.accounts.models import User
from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField


class DryRun(WorkspaceOwned):
    """One rehearsal of a campaign as it was written then, for one moment."""

    class State(models.TextChoices):
        RUNNING = "running", "Running"
        FINISHED = "finished", "Finished"
        STOPPED = "stopped", "Stopped"

    public_id = PublicIdField("dry")
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="dry_runs")
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    wording = models.CharField(max_length=64, help_text="Digest of its text, audience and sender.")
    at = models.DateTimeField(help_text="The moment for which the gates were asked.")
    audience = models.PositiveIntegerField(default=0, help_text="People, as counted at the start.")
    seen = models.PositiveIntegerField(default=0, help_text="People who have their row.")
    position = models.BigIntegerField(default=0, help_text="Key of the last contact who has one.")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of everybody's line, by number.")
    numbers: Any = models.JSONField(default=dict, blank=True, help_text="Sums over the rows, when finished.")
    real_digest = models.CharField(max_length=64, blank=True, help_text="The same of what was really done.")
    differences: Any = models.JSONField(default=dict, blank=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    compared_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(
                fields=["id"], name="dry_run_open", condition=Q(state="running") | Q(compared_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"

    @property
    def percent(self) -> int:
        """Of the audience, who was looked at; 100 only when finished."""
        if self.state == self.State.FINISHED:
            return 100
        return min(99, self.seen * 100 // self.audience) if self.audience else 0

    @property
    def came_true(self) -> bool:
        """Whether the real run did to each person what this one had foreseen."""
        return bool(self.digest) and self.digest == self.real_digest


class Foreseen(WorkspaceOwned):
    """What would become of one person. Kept by number: it says what was foreseen, whoever has it later."""

    run = models.ForeignKey(DryRun, on_delete=models.CASCADE, related_name="people", db_index=False)
    phone = models.CharField(max_length=16)
    outcome = models.CharField(max_length=8)
    rule = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    temporary = models.BooleanField(default=False)
    zone = models.CharField(max_length=40, blank=True, help_text="The first place where the phone may be.")
    until = models.DateTimeField(null=True, blank=True, help_text="When a held text may go.")
    parts = models.PositiveSmallIntegerField(default=0)
    fingerprint = models.CharField(max_length=16, blank=True, help_text="Of the rendered text.")
    gaps = models.CharField(max_length=200, blank=True, help_text="Merge fields without a value, by comma.")

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "phone"], name="one_foreseen_per_number")
        ]
        indexes: ClassVar = [models.Index(fields=["run", "rule", "id"], name="foreseen_by_rule")]

    def __str__(self) -> str:
        return f"{self.phone}: {self.outcome}"
