"""Rows of contacts that were two and are one."""

from typing import ClassVar

from django.db import models

from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField


class Merger(WorkspaceOwned):
    """A contact was merged into another. What the diary says of the one that is gone is found by this row."""

    public_id = PublicIdField("mrg")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="mergers")
    gone = models.BigIntegerField(help_text="The key that the other one had: a number, not a link.")
    gone_public_id = models.CharField(max_length=40)
    phone = models.CharField(max_length=16, help_text="The number that no contact has now.")
    by = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.gone_public_id} into {self.contact_id}"
