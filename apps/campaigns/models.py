"""Rows of campaigns."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User, Workspace
from apps.accounts.tenancy import Of, OwnedQuerySet, Scoped, WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.compliance.models import Attestation
from apps.contacts.models import Contact
from apps.messaging.models import Lane, Message
from apps.senders.models import Pool, Sender


class Campaign(WorkspaceOwned):
    """One text to many people. `audience` is data (audiences.spec); the text may hold merge fields."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SCHEDULED = "scheduled", _("Scheduled")
        EXPANDING = "expanding", _("Preparing")  # recipients are being turned into messages
        PAUSED = "paused", _("Paused")
        SENDING = "sending", _("Sending")  # every recipient has an outcome, texts are going out
        COMPLETED = "completed", _("Completed")
        CANCELING = "canceling", _("Canceling")  # nothing leaves; what waited is being ended and paid back
        CANCELED = "canceled", _("Canceled")

    public_id = PublicIdField("cmp")
    name = models.CharField(max_length=120)
    body = models.TextField(max_length=1600, blank=True)
    audience: Any = models.JSONField(default=dict, blank=True)
    sender = models.ForeignKey(Sender, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pool = models.ForeignKey(Pool, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    per_hour = models.PositiveIntegerField(null=True, blank=True, help_text="Texts that leave, at most.")
    spread_hours = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Its texts are spread evenly over so many hours."
    )
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
    # How far the fixing of the audience is, and its last contact: who joins behind it is not in.
    snapshot_to = models.PositiveBigIntegerField(default=0, editable=False)
    snapshot_end = models.PositiveBigIntegerField(null=True, editable=False)
    expanded_to = models.PositiveBigIntegerField(
        default=0, editable=False, help_text="Up to this recipient everybody has an outcome."
    )
    # The circuit breaker (breaker.py): its next look, and what had come of it when it last tripped.
    watched_at = models.DateTimeField(null=True, editable=False)
    forgiven: Any = models.JSONField(default=dict, editable=False)
    # The canary (canary.py): until when the rest waits for its receipts, and whether that is over.
    canary_until = models.DateTimeField(null=True, editable=False)
    canary_over = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = models.DateTimeField(default=clock.now)
    scheduled_at = models.DateTimeField(null=True, blank=True)
    undo_until = models.DateTimeField(
        null=True, editable=False, help_text="Launched to go at once: until then it can be taken back."
    )
    launched_at = models.DateTimeField(null=True, blank=True)
    dispatched_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(
                fields=["state", "scheduled_at"],
                name="campaign_at_work",
                condition=Q(state__in=["scheduled", "expanding", "sending", "canceling"]),
            ),
            models.Index(fields=["workspace", "-id"], name="campaign_newest"),
        ]

    def __str__(self) -> str:
        return self.name


class Guard(WorkspaceOwned):
    """When a campaign of this workspace pauses itself: the limits of breaker.py. No row: the defaults."""

    sample = models.PositiveSmallIntegerField(
        default=200,
        validators=[MinValueValidator(50), MaxValueValidator(5_000)],
        help_text="Texts whose fate is known before anything is judged.",
    )
    failures = models.PositiveSmallIntegerField(
        default=20, validators=[MaxValueValidator(100)], help_text="Percent that may fail; 100: never pause."
    )
    opt_outs = models.PositiveSmallIntegerField(
        default=5, validators=[MaxValueValidator(100)], help_text="Percent that may leave; 100: never pause."
    )
    canary = models.PositiveSmallIntegerField(
        default=100,
        validators=[MaxValueValidator(1_000)],
        help_text="Texts that go ahead of a large campaign; 0: none.",
    )
    canary_wait = models.PositiveSmallIntegerField(
        default=60,
        validators=[MinValueValidator(5), MaxValueValidator(3_600)],
        help_text="Seconds that the rest waits for their receipts, at most.",
    )
    undo_seconds = models.PositiveSmallIntegerField(
        default=30,
        validators=[MaxValueValidator(300)],
        help_text="What somebody launches can be taken back for so long; 0: it goes at once.",
    )

    # Above these a second person must say yes (approval/). Empty: never.
    approval_people = models.PositiveIntegerField(null=True, blank=True)
    approval_credits = models.PositiveIntegerField(null=True, blank=True)

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="one_guard_per_workspace")
        ]

    def __str__(self) -> str:
        return f"{self.failures} % failures, {self.opt_outs} % opt-outs of {self.sample}"


class Recipients(OwnedQuerySet["Recipient"]):
    def pending(self) -> "Recipients":
        return self.filter(outcome=Recipient.Outcome.PENDING)

    def skipped(self) -> "Recipients":
        """Each has the rule that said no; to say so is to use the index over those few."""
        return self.exclude(rule="").filter(outcome=Recipient.Outcome.SKIPPED)

    def remaining(self) -> "Recipients":
        """Skipped for a reason that may have passed: "send to the remaining" tries them again."""
        return self.skipped().filter(temporary=True)


class _Scoped(Scoped["Recipient"]):
    of: Of[Recipients]


class Recipient(WorkspaceOwned):
    """One person of a campaign's audience, with the outcome and its reason. Written after the deed."""

    class Outcome(models.TextChoices):
        PENDING = "pending", _("Waiting its turn")
        QUEUED = "queued", _("Queued")
        SKIPPED = "skipped", _("Skipped")

    # A recipient's outcome is written in place (HOT), without touching an index: none has a column that
    # changes for somebody who gets their text, and the table's pages are filled by half (migration 0007).
    # They are written while the campaign is locked, which proves it and its workspace: a million of them are
    # not asked for either (docs/adr/0019).
    workspace = models.ForeignKey(
        Workspace, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.CASCADE,
        related_name="recipients",
        db_index=False,
        db_constraint=False,
    )
    contact = models.ForeignKey(
        Contact,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
        help_text="Empty when the contact was deleted: what the campaign did stays its history.",
    )
    phone = models.CharField(max_length=16)
    message = models.ForeignKey(
        Message,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_index=False,
        db_constraint=False,
        help_text="May name a text that was erased: read it by a join.",
    )
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.PENDING)
    rule = models.CharField(max_length=40, blank=True, help_text="The gate that said no, or that holds.")
    reason = models.CharField(max_length=200, blank=True)
    temporary = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[_Scoped] = _Scoped()
    everywhere: ClassVar[Any] = Recipients.as_manager()

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact", "campaign"], name="one_recipient_per_person"),
            models.UniqueConstraint(fields=["campaign", "phone"], name="one_text_per_number"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["campaign", "id"], name="recipient_in_order"),
            models.Index(fields=["campaign", "rule", "id"], name="recipient_of_rule", condition=~Q(rule="")),
        ]

    def __str__(self) -> str:
        return f"{self.phone}: {self.outcome}"


class Headcount(WorkspaceOwned):
    """Where the people of a campaign were when the clock counted them last (headcounts.py). Not the truth
    but a copy: deleted, it is counted again."""

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="headcount")
    state = models.CharField(max_length=10, choices=Campaign.State.choices, help_text="The campaign's, then.")
    round = models.PositiveSmallIntegerField(default=0, help_text="The campaign's, then.")
    audience = models.PositiveIntegerField(default=0)
    numbers: Any = models.JSONField(default=dict, help_text="What the page tells.")
    per_second = models.FloatField(null=True, blank=True, help_text="Texts that went; empty: too few to say.")
    counted_at = models.DateTimeField(default=clock.now)
    took = models.FloatField(default=0.0, help_text="Seconds of counting.")

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.audience} people of {self.campaign_id}"


# Django looks for models in this module only; approvals and dry runs point up to the campaign by name.
from apps.campaigns.approval.models import Approval  # noqa: E402, F401
from apps.campaigns.dry_run.models import DryRun, Foreseen  # noqa: E402, F401
