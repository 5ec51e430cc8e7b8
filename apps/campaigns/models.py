"""Rows of campaigns."""

from typing import Any, ClassVar

from django.db import models

from apps.accounts.models import User
from apps.accounts.tenancy import Of, OwnedQuerySet, Scoped, WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.compliance.models import Attestation
from apps.contacts.models import Contact
from apps.messaging.models import Lane, Message
from apps.senders.models import Sender


class Campaign(WorkspaceOwned):
    """One text to many people. `audience` is data (audiences.spec); the text may hold merge fields."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SCHEDULED = "scheduled", "Scheduled"
        EXPANDING = "expanding", "Preparing"  # recipients are being turned into messages
        PAUSED = "paused", "Paused"
        SENDING = "sending", "Sending"  # every recipient has an outcome, texts are going out
        COMPLETED = "completed", "Completed"
        CANCELED = "canceled", "Canceled"

    public_id = PublicIdField("cmp")
    name = models.CharField(max_length=120)
    body = models.TextField(max_length=1600, blank=True)
    audience: Any = models.JSONField(default=dict, blank=True)
    sender = models.ForeignKey(Sender, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    pause_reason = models.CharField(max_length=200, blank=True)
    lane = models.OneToOneField(Lane, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    attestation = models.ForeignKey(
        Attestation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    metadata: Any = models.JSONField(default=dict, blank=True)
    estimate: Any = models.JSONField(default=dict, blank=True, help_text="What was shown before the launch.")
    # Rounds: 0 is the launch, each "send to the remaining" is one more.
    round = models.PositiveSmallIntegerField(default=0)
    snapshot_at = models.DateTimeField(null=True, blank=True, help_text="When the audience was fixed.")
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = models.DateTimeField(default=clock.now)
    scheduled_at = models.DateTimeField(null=True, blank=True)
    launched_at = models.DateTimeField(null=True, blank=True)
    dispatched_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(
                fields=["state", "scheduled_at"],
                name="campaign_at_work",
                condition=models.Q(state__in=["scheduled", "expanding", "sending"]),
            ),
            models.Index(fields=["workspace", "-id"], name="campaign_newest"),
        ]

    def __str__(self) -> str:
        return self.name


class Recipients(OwnedQuerySet["Recipient"]):
    def pending(self) -> "Recipients":
        return self.filter(outcome=Recipient.Outcome.PENDING)

    def remaining(self) -> "Recipients":
        """Skipped for a reason that may have passed: "send to the remaining" tries them again."""
        return self.filter(outcome=Recipient.Outcome.SKIPPED, temporary=True)


class _Scoped(Scoped["Recipient"]):
    of: Of[Recipients]


class Recipient(WorkspaceOwned):
    """One person of a campaign's audience, with the outcome and its reason. Written after the deed."""

    class Outcome(models.TextChoices):
        PENDING = "pending", "Waiting its turn"
        QUEUED = "queued", "Queued"
        SKIPPED = "skipped", "Skipped"

    # Three indexes below begin with the campaign: one more, on it alone, would only cost.
    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="recipients", db_index=False
    )
    contact = models.ForeignKey(
        Contact,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Empty when the contact was deleted: what the campaign did stays its history.",
    )
    phone = models.CharField(max_length=16)
    message = models.OneToOneField(
        Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.PENDING)
    rule = models.CharField(max_length=40, blank=True, help_text="The gate that said no.")
    reason = models.CharField(max_length=200, blank=True)
    temporary = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[_Scoped] = _Scoped()
    everywhere: ClassVar[Any] = Recipients.as_manager()

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "contact"], name="one_recipient_per_person"),
            models.UniqueConstraint(fields=["campaign", "phone"], name="one_text_per_number"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["campaign", "outcome", "id"], name="recipient_outcome"),
            models.Index(fields=["campaign", "id"], name="recipient_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.phone}: {self.outcome}"


# Django looks for models in this module only; those of the dry run point up to the campaign by name.
from apps.campaigns.dry_run.models import DryRun, Foreseen  # noqa: E402, F401
