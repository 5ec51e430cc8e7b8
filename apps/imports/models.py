"""Rows of imports."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User, Workspace
from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.compliance.models import Attestation
from apps.contacts.models import Contact
from apps.lists.models import ContactList
from apps.sequences.models import Sequence


class Import(WorkspaceOwned):
    """A file of contacts on its way in. Counters are true at every moment: they change with the rows."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        STOPPED = "stopped", _("Stopped")
        FINISHED = "finished", _("Finished")
        FAILED = "failed", _("Failed")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    class Mode(models.TextChoices):
        UPSERT = "upsert", _("New ones and known ones")
        CREATE = "create", _("New ones only")
        UPDATE = "update", _("Known ones only")

    public_id = PublicIdField("imp")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="Bytes")
    dialect: Any = models.JSONField(
        default=dict, help_text="tables.dialect.Dialect: a resume reads as before."
    )
    mapping: Any = models.JSONField(default=list, blank=True, help_text="The field of each column, in order.")
    default_region = models.CharField(max_length=2, default="US")
    consent_source = models.CharField(max_length=200, blank=True)
    attestation = models.ForeignKey(
        Attestation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    into = models.ForeignKey(ContactList, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    mode = models.CharField(max_length=6, choices=Mode.choices, default=Mode.UPSERT)
    tags: Any = models.JSONField(default=list, blank=True, help_text="For everybody it takes in or knows.")
    enrol_in = models.ForeignKey(
        Sequence, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="And them too."
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    problem = models.CharField(max_length=300, blank=True)

    rows_expected = models.PositiveIntegerField(default=0, help_text="A guess until the survey is done.")
    surveyed = models.PositiveIntegerField(default=0, help_text="Rows looked through for opt-outs.")
    is_surveyed = models.BooleanField(default=False, help_text="Every opt-out of the file stands.")
    rows = models.PositiveIntegerField(default=0, help_text="Rows whose effects are committed.")
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    duplicate = models.PositiveIntegerField(default=0)
    invalid = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0, help_text="Rows that the mode leaves alone.")
    enrolled = models.PositiveIntegerField(default=0, help_text="People who began the sequence.")
    opted_out = models.PositiveIntegerField(
        default=0, help_text="Distinct phones that the file says opted out."
    )
    opt_out_kept = models.PositiveIntegerField(
        default=0, help_text="Phones that had opted out before this file, and stay so."
    )
    emails_dropped = models.PositiveIntegerField(
        default=0, help_text="Rows taken in without their unusable e-mail address."
    )
    values_dropped = models.PositiveIntegerField(
        default=0, db_default=0, help_text="Rows taken in without a value that does not fit its field."
    )
    remarks_size = models.PositiveBigIntegerField(
        default=0, help_text="Bytes of the file of remarks that belong to committed rows."
    )
    undone = models.PositiveIntegerField(default=0, help_text="Contacts looked at by the undo.")
    undo_position = models.PositiveBigIntegerField(default=0, help_text="The last row of `touched` undone.")
    undo_kept = models.PositiveIntegerField(
        default=0, help_text="Contacts that stay: they have texts by now."
    )
    turn_at = models.DateTimeField(default=clock.now, help_text="The longest-waiting import is next.")
    leased_until = models.DateTimeField(null=True, blank=True, help_text="Somebody is at it until then.")
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    files_gone_at = models.DateTimeField(
        null=True, blank=True, help_text="The file and its rejected rows were deleted, their time being up."
    )

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(
                fields=["turn_at"],
                name="import_waiting",
                condition=models.Q(state__in=["queued", "running", "undoing"]),
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def unique_phones(self) -> int:
        """Distinct phones that can be texted."""
        return self.created + self.updated + self.unchanged

    @property
    def rested_at(self) -> datetime:
        """Since when nothing happens to it."""
        return self.finished_at or self.turn_at

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING, self.State.UNDOING)

    @property
    def is_begun(self) -> bool:
        """There is something to take back."""
        return self.state in (self.State.FINISHED, self.State.STOPPED, self.State.FAILED)


class StatedOptOut(WorkspaceOwned):
    """A phone that the file says opted out; `news` when it was not opted out before."""

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="opt_outs")
    phone = models.CharField(max_length=16)
    line = models.PositiveIntegerField()
    news = models.BooleanField()

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "phone"], name="stated_once_per_import")
        ]

    def __str__(self) -> str:
        return f"{self.phone} on line {self.line}"


class ImportedContact(WorkspaceOwned):
    """What an import did to one contact: so that it can be undone, and for the contact's timeline.

    One row for each distinct phone of the file: that is also how later rows are known as duplicates.
    """

    class Outcome(models.TextChoices):
        CREATED = "created", _("Created")
        UPDATED = "updated", _("Updated")
        UNCHANGED = "unchanged", _("Unchanged")

    # A million of these are written at once, all of one workspace and one import, whose row is locked
    # meanwhile: checking and indexing the two for each row would take a tenth of the import's time. Django
    # cascades, and `touched_once_per_import` finds.
    workspace = models.ForeignKey(
        Workspace, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    source = models.ForeignKey(
        Import, on_delete=models.CASCADE, related_name="touched", db_constraint=False, db_index=False
    )
    # Made in the same transaction, or locked in it (contacts.many.by_phone); docs/adr/0019.
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    line = models.PositiveIntegerField(help_text="Where it stood first.")
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    # Of one that was there: {"details": {name: [before, after]}, "tags": [new], "lists": [ids], "stage": key}
    changes: Any = models.JSONField(default=dict, blank=True)

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "contact"], name="touched_once_per_import")
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.outcome}"
