"""Rows of pacing."""

from typing import ClassVar

from django.db import models

from apps.accounts.tenancy import WorkspaceOwned


class Slot(WorkspaceOwned):
    """How many texts or parts a turnstile has let into one window of time."""

    subject = models.CharField(
        max_length=40, help_text="Whose turnstile: lane:5, sender:7, day:7, brand:2, account:3."
    )
    start = models.DateTimeField(help_text="When the window begins.")
    used = models.PositiveIntegerField(default=0)

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "start"], name="one_slot_per_window")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.start:%Y-%m-%d %H:%M}: {self.used}"
