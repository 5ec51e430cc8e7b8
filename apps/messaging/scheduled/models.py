"""Rows of scheduled texts."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from apps.accounts.models import User
from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.senders.models import Sender


class Scheduled(WorkspaceOwned):
    """One text to one number, planned. Its message takes over the public id when its time comes."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", "Scheduled"
        QUEUED = "queued", "Became a message"
        FAILED = "failed", "Failed"
        CANCELED = "canceled", "Canceled"

    public_id = PublicIdField("msg")
    phone = models.CharField(max_length=16, help_text="E.164.")
    body = models.TextField(help_text="With its placeholders: they are filled when it goes.")
    sender = models.ForeignKey(
        Sender,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: the default one of that moment.",
    )
    variables: Any = models.JSONField(default=dict, blank=True)
    metadata: Any = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(help_text="When it goes.")
    next_try_at = models.DateTimeField(help_text="Its time, or that of the next try (patience.py).")
    tries = models.PositiveSmallIntegerField(default=0, help_text="That were refused.")
    # Who asked, and what they stated of the recipient's consent: evidence, written with the text.
    attested = models.TextField(blank=True)
    asked_by = models.CharField(max_length=160)
    asked_by_user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_from = models.GenericIPAddressField(null=True, blank=True)
    origin = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SCHEDULED)
    error_code = models.CharField(max_length=60, blank=True)
    error_text = models.CharField(max_length=300, blank=True)
    behind = models.BigIntegerField(
        default=0, help_text="Key of the newest message when it was planned: its place in a list of both."
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["next_try_at", "id"], name="scheduled_due", condition=Q(state="scheduled")),
            models.Index(
                fields=["workspace", "at", "id"], name="scheduled_ahead", condition=Q(state="scheduled")
            ),
            models.Index(fields=["ended_at"], name="scheduled_ended", condition=~Q(state="scheduled")),
            models.Index(fields=["workspace", "-behind", "-id"], name="scheduled_in_place"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} at {self.at:%Y-%m-%d %H:%M}"
