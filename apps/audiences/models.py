"""Rows of audiences."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Lower

from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.contacts.models import Contact
from apps.lists.models import ContactList


class Segment(WorkspaceOwned):
    """A saved filter. `filter` is data that filters.reading has read and written again (docs/filters.md)."""

    public_id = PublicIdField("seg")
    name = models.CharField(max_length=120)
    filter: Any = models.JSONField()
    created_at = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.CharField(max_length=120, blank=True, help_text="An e-mail address or a key.")
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.CharField(max_length=120, blank=True)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint("workspace", Lower("name"), name="one_segment_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class Sync(WorkspaceOwned):
    """A list that a segment keeps: the clock puts in who matches and takes out who does not any more."""

    list = models.OneToOneField(ContactList, on_delete=models.CASCADE, related_name="+")
    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, related_name="syncs")
    once = models.BooleanField(default=False, help_text="Filled once, then the list is a static one.")
    due_at = models.DateTimeField(default=clock.now, db_index=True)
    synced_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True, help_text="Why it stands still, in words.")

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.list_id} by {self.segment_id}"


class Engagement(WorkspaceOwned):
    """When a contact last had a text of ours: what five million messages say, in one row a person.

    Kept by the clock (engagement.py), and so some seconds behind; the messages stay the truth.
    """

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="+")
    last_sent_at = models.DateTimeField()
    last_delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.last_sent_at:%Y-%m-%d}"
