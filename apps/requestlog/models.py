"""The request log's rows."""

from typing import ClassVar

from django.db import models

from apps.accounts.tenancy import WorkspaceOwned
from apps.common.ids import PublicIdField


class LoggedRequest(WorkspaceOwned):
    """A line of the request log: what a program asked and how it went, without any body (ADR 0018)."""

    public_id = PublicIdField("req")
    at = models.DateTimeField()
    caller = models.CharField(max_length=80, help_text="A key's prefix, an app's name or an e-mail address.")
    surface = models.CharField(max_length=12, blank=True, help_text="The dialect; empty: no such address.")
    method = models.CharField(max_length=10)
    path = models.CharField(max_length=300)
    query = models.CharField(max_length=300, blank=True)
    status = models.PositiveSmallIntegerField()
    family = models.PositiveSmallIntegerField(help_text="The first digit of the status.")
    error = models.CharField(max_length=60, blank=True)
    param = models.CharField(max_length=60, blank=True)
    ms = models.PositiveIntegerField(help_text="Milliseconds until the answer began.")
    ip = models.GenericIPAddressField(null=True, blank=True)
    agent = models.CharField(max_length=120, blank=True)
    received = models.PositiveIntegerField(default=0, help_text="Bytes of the body.")
    sent = models.PositiveIntegerField(null=True, blank=True, help_text="Bytes; empty for a stream.")

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-id"], name="request_log"),
            models.Index(fields=["workspace", "family", "-id"], name="request_log_family"),
            models.Index(fields=["workspace", "caller", "-id"], name="request_log_caller"),
            models.Index(fields=["at"], name="request_log_age"),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.path}: {self.status}"
