"""Rows of imports."""

from typing import Any, ClassVar

from django.db import models

from apps.accounts.models import User
from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.compliance.models import Attestation
from apps.contacts.models import Contact
from apps.lists.models import ContactList


class Import(WorkspaceOwned):
    """A file of contacts on its way in. Counters are true at every moment: they change with the rows."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", "Uploaded"
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Running"
        STOPPED = "stopped", "Stopped"
        FINISHED = "finished", "Finished"
        FAILED = "failed", "Failed"
        UNDOING = "undoing", "Being undone"
        UNDONE = "undone", "Undone"

    public_id = PublicIdField("imp")
    file_name = models.CharField(max_length=200)
    path = models.CharField(max_length=300, help_text="Below DATA_DIR/imports.")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="Bytes")
    # delimiter, encoding, sheet, header line: found by tables.py, kept so that a resume reads the same way
    dialect: Any = models.JSONField(default=dict, blank=True)
    mapping: Any = models.JSONField(default=dict, blank=True, help_text="Column heading → field.")
    default_region = models.CharField(max_length=2, default="US")
    consent_source = models.CharField(max_length=200, blank=True)
    attestation = models.ForeignKey(
        Attestation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    into = models.ForeignKey(ContactList, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    problem = models.CharField(max_length=300, blank=True)
    rows = models.PositiveIntegerField(default=0, help_text="Rows read so far.")
    rows_expected = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveBigIntegerField(default=0, help_text="Rows whose effects are committed.")
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    duplicate = models.PositiveIntegerField(default=0)
    invalid = models.PositiveIntegerField(default=0)
    opted_out = models.PositiveIntegerField(
        default=0, help_text="Distinct phones that the file says opted out."
    )
    opt_out_kept = models.PositiveIntegerField(default=0, help_text="Phones that were opted out and stay so.")
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.file_name


class ImportedContact(WorkspaceOwned):
    """What an import did to one contact, so that it can be undone."""

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="touched")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    created = models.BooleanField()
    before: Any = models.JSONField(
        default=dict, blank=True, help_text="Of an updated contact: the old values."
    )

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "contact"], name="touched_once_per_import")
        ]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.contact_id}"
