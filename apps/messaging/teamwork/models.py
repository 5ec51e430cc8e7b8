"""Rows of teamwork: notes and who has a thread open."""

from typing import ClassVar

from django.db import models

from apps.accounts.models import User
from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField

LONGEST = 2_000


class Remark(WorkspaceOwned):
    """A line between the texts of a thread, for the team alone. Appended, never changed, never sent."""

    class Kind(models.TextChoices):
        NOTE = "note", "Note"
        ASSIGNED = "assigned", "Given to somebody, or to nobody"

    public_id = PublicIdField("nte")
    conversation = models.ForeignKey(
        "messaging.Conversation", on_delete=models.CASCADE, related_name="remarks", db_index=False
    )
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.NOTE)
    body = models.TextField(max_length=LONGEST, blank=True)
    # The name stays when the account goes.
    by = models.CharField(max_length=120, help_text="An e-mail address or a key's prefix.")
    to = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["conversation", "-id"], name="remark_of_thread")]

    def __str__(self) -> str:
        return f"{self.kind} by {self.by}"


class Presence(WorkspaceOwned):
    """Somebody has a conversation open. A row, not a process's memory: web processes are many."""

    conversation = models.ForeignKey(
        "messaging.Conversation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=clock.now)
    typed_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "user"], name="one_presence_per_seat")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.conversation_id}"
