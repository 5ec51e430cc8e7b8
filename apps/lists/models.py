"""Rows of lists."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.contacts.models import Contact


class ContactList(WorkspaceOwned):
    """A named set of contacts."""

    class Kind(models.TextChoices):
        STATIC = "static", _("Static")
        SYNCED = "synced", _("Synced")

    public_id = PublicIdField("lst")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.STATIC)
    source = models.CharField(max_length=40, blank=True, help_text="Of a synced list: what fills it.")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_list_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class Membership(WorkspaceOwned):
    """A contact's place in a list."""

    # The contact's own constraint proves the workspace: not asked for each of a million (docs/adr/0019).
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    # Without an index of its own: the constraint begins with it, and answers who is on a list alone.
    list = models.ForeignKey(
        ContactList, on_delete=models.CASCADE, related_name="memberships", db_index=False
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="memberships")
    added_at = models.DateTimeField(default=clock.now)

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["list", "contact"], name="once_per_list")]

    def __str__(self) -> str:
        return f"{self.contact_id} in {self.list_id}"
