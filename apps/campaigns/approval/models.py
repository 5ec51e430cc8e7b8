"""Rows of approvals."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.compliance.models import Attestation


class Approval(WorkspaceOwned):
    """One request for a second person's yes, and its answer: evidence, never deleted with its people.

    What was asked for stands here as it was then: `wording` (text, audience, sender, segments), how many
    people, how many credits, when. A campaign has one open request at most.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for approval")
        APPROVED = "approved", _("Approved")
        SENT_BACK = "sent_back", _("Sent back")
        TAKEN_BACK = "taken_back", _("Taken back")

    public_id = PublicIdField("apr")
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="approvals")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    wording = models.CharField(max_length=64, help_text="Digest of its text, audience, sender and segments.")
    people = models.PositiveIntegerField(help_text="In the audience, when it was asked for.")
    credits = models.PositiveIntegerField(help_text="What it would cost, when it was asked for.")
    people_limit = models.PositiveIntegerField(null=True, blank=True)
    credits_limit = models.PositiveIntegerField(null=True, blank=True)
    planned_at = models.DateTimeField(null=True, blank=True, help_text="Empty: at once.")
    estimate: Any = models.JSONField(default=dict, blank=True)
    foreseen = models.CharField(
        max_length=64, blank=True, help_text="Digest of the dry run, finished when it was asked or answered."
    )
    attestation = models.ForeignKey(
        Attestation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outgrew = models.BooleanField(
        default=False, help_text="It was planned already, and had outgrown what it might when its time came."
    )
    asked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked_as = models.CharField(max_length=160, help_text="E-mail address or key prefix at the time.")
    asked_at = models.DateTimeField(default=clock.now)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answered_as = models.CharField(max_length=160, blank=True)
    answered_ip = models.GenericIPAddressField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True, help_text="Why it was sent back or taken back.")

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(state="open"), name="one_open_approval_per_campaign"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-id"], name="approval_open", condition=Q(state="open"))
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
