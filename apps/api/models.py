"""Rows of the HTTP side itself."""

from typing import ClassVar

from django.db import models

from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.encryption import EncryptedBytesField


class KeptAnswer(WorkspaceOwned):
    """The answer to a request that carried an Idempotency-Key, written in the transaction of its deed."""

    key = models.CharField(max_length=255)
    request = models.CharField(max_length=64, help_text="SHA-256 of verb, path and body.")
    status = models.PositiveSmallIntegerField(default=0)
    body = EncryptedBytesField(default=b"")  # it may show a webhook's secret, which lies encrypted too
    created_at = models.DateTimeField(default=clock.now)

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "key"], name="one_answer_per_key")
        ]
        indexes: ClassVar = [models.Index(fields=["created_at"], name="kept_answer_age")]

    def __str__(self) -> str:
        return f"{self.key}: {self.status}"
