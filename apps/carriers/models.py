"""Rows of the wire: a workspace's accounts with carriers, and what carriers posted to us, raw."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.encryption import EncryptedJSONField, Sealed, new_token
from apps.common.ids import PublicIdField


def new_callback_token() -> str:
    return new_token("cbk_", 16)


class CarrierAccount(WorkspaceOwned):
    """Credentials with one carrier. `adapter` names a module of the registry."""

    public_id = PublicIdField("car")
    name = models.CharField(max_length=80)
    adapter = models.CharField(max_length=40)
    credentials: Any = EncryptedJSONField(default=dict, blank=True)
    callback_token = models.CharField(max_length=60, default=new_callback_token, unique=True, editable=False)
    enabled = models.BooleanField(default=True)
    answers_keywords = models.BooleanField(
        default=False,
        help_text="The carrier answers STOP, START and HELP itself: then we do not answer them too.",
    )
    # The account as a whole does not answer (resting.py): times in a row, with what, until when it rests.
    faults = models.PositiveSmallIntegerField(default=0, editable=False)
    fault = models.CharField(max_length=200, blank=True, editable=False)
    rest_until = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.adapter})"

    @property
    def is_readable(self) -> bool:
        """Whether the credentials were stored with a key that this installation still has."""
        return not isinstance(self.credentials, Sealed)

    def rests(self, now: datetime) -> bool:
        """Whether it is left alone for now."""
        return self.rest_until is not None and self.rest_until > now

    @property
    def callback_url(self) -> str:
        """Where this carrier posts receipts and replies. The token names the account and keeps others out."""
        return f"{settings.CALLBACK_BASE_URL}/callbacks/{self.public_id}?token={self.callback_token}"


class Callback(models.Model):
    """What a carrier posted, to the byte, stored before it is understood (promise 9).

    Rows are applied in order of id and kept as the raw evidence of every receipt and reply.
    """

    class State(models.TextChoices):
        NEW = "new", "New"
        APPLIED = "applied", "Applied"
        MALFORMED = "malformed", "Malformed"

    account = models.ForeignKey(CarrierAccount, on_delete=models.CASCADE, related_name="callbacks")
    query = models.TextField(blank=True, help_text="The raw query string, still encoded.")
    headers: Any = models.JSONField(default=dict)
    body = models.BinaryField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    problem = models.CharField(max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(null=True, blank=True, help_text="When somebody last began to apply it.")
    received_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["id"], name="callback_new", condition=models.Q(state="new")),
        ]

    def __str__(self) -> str:
        return f"callback {self.pk} ({self.state})"
