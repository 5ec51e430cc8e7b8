"""The evidence of gates: one row for each text that was stopped or delayed."""

from typing import Any, ClassVar

from django.db import models

from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock


class Decision(WorkspaceOwned):
    """A gate stopped or delayed a text to somebody: which one, by what version of the rules, from what.

    Append-only. Texts that pass keep the version on their row (Message.ruleset, screened_at).
    """

    class Outcome(models.TextChoices):
        HELD = "held", "Held"
        REFUSED = "refused", "Refused"

    class Stage(models.TextChoices):
        QUEUE = "queue", "Before it was queued"
        CARRIER = "carrier", "Before it was handed over"

    phone = models.CharField(max_length=16)
    contact_id = models.BigIntegerField(null=True, help_text="A number, not a link: it may be gone.")
    about = models.CharField(max_length=40, blank=True, help_text="The campaign, key, person or text.")
    kind = models.CharField(max_length=10, help_text="Of the text: marketing, direct, reply.")
    stage = models.CharField(max_length=8, choices=Stage.choices)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    rule = models.CharField(max_length=40)
    reason = models.CharField(max_length=200)
    until = models.DateTimeField(null=True, help_text="Of a held text: not before this.")
    ruleset = models.CharField(max_length=20, help_text="Version of the rules.")
    inputs: Any = models.JSONField(default=dict, help_text="What it was decided from (docs/compliance.md).")
    at = models.DateTimeField(default=clock.now)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["workspace", "phone", "-id"], name="decision_of_number")]

    def __str__(self) -> str:
        return f"{self.phone}: {self.rule}, {self.outcome}"
