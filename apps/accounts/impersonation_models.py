"""The record of admins who looked at the dashboard as somebody else (docs/adr/0024)."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from apps.common import clock
from apps.common.ids import PublicIdField


class Impersonation(models.Model):
    """An admin (`actor`) looks as `user`, and may change nothing. Kept for good."""

    class Why(models.TextChoices):
        STOPPED = "stopped", "Stopped"
        SIGNED_OUT = "signed_out", "Signed out"
        TIME = "time", "The time was over"
        REPLACED = "replaced", "Another one was begun"
        WITHDRAWN = "withdrawn", "The right to it ended"

    public_id = PublicIdField("imp")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    begun_at = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(help_text="It ends by then.")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=10, choices=Why.choices, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.actor} as {self.user}, {self.begun_at:%Y-%m-%d %H:%M}"
