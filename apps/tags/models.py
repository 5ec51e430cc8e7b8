"""Rows of tags."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

from apps.accounts.models import Workspace
from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.contacts.models import Contact


class Tag(WorkspaceOwned):
    """A label. Names are unique in a workspace, whatever their case."""

    public_id = PublicIdField("tag")
    name = models.CharField(max_length=80)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint("workspace", Lower("name"), name="one_tag_per_name")]

    def __str__(self) -> str:
        return self.name


class Tagging(WorkspaceOwned):
    """A tag on a contact."""

    # The contact's own constraint proves the workspace: not asked for each of a million (docs/adr/0019).
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_constraint=False)

    # Without an index of its own: the constraint begins with it, and answers who wears a tag alone.
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="taggings", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="taggings")
    added_at = models.DateTimeField(default=clock.now)

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["tag", "contact"], name="tagged_once")]

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.contact_id}"
