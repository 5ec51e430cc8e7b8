"""Rows of contacts."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.lookups import IContains
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.accounts.tenancy import Of, OwnedQuerySet, Scoped, WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.contacts.custom_fields import CustomField
from apps.contacts.finding import Words
from apps.contacts.mergers import Merger

__all__ = ["Contact", "Contacts", "CustomField", "Merger"]


class Contacts(OwnedQuerySet["Contact"]):
    """Questions about many contacts."""

    def search(self, text: str) -> "Contacts":
        """Phone, name or e-mail containing `text`; digits are looked for in the phone alone."""
        text = text.strip()
        digits = "".join(c for c in text if c.isdigit())
        if digits and not any(c.isalpha() or c == "@" for c in text):
            return self.filter(phone__contains=digits)
        found = self
        for word in text.split()[:5]:
            found = found.filter(IContains(Words(), word))
        return found


class _Scoped(Scoped["Contact"]):
    of: Of[Contacts]


class Contact(WorkspaceOwned):
    """A person with one phone number, unique in its workspace."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        ARCHIVED = "archived", _("Archived")

    # Without an index of its own: three others begin with it.
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)
    public_id = PublicIdField("con")
    phone = models.CharField(max_length=16, help_text="E.164")
    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    attributes: Any = models.JSONField(default=dict, blank=True)
    source = models.CharField(
        max_length=40, blank=True, help_text="How they came: import, api, manual, inbound_sms…"
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    dnd = models.BooleanField("do not disturb", default=False)
    dnd_by = models.CharField(
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text="Who set it: an e-mail address, a key's prefix, or an import's public id.",
    )
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)

    objects: ClassVar[_Scoped] = _Scoped()
    everywhere: ClassVar[Any] = Contacts.as_manager()

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "phone"], name="one_contact_per_number"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-id"], name="contact_newest"),
            models.Index(fields=["workspace", "email"], name="contact_email"),
            # Everybody who may be in an audience, from the index alone: a third of the table's time.
            models.Index(fields=["workspace", "id"], name="contact_active", condition=Q(status="active")),
            models.Index(fields=["workspace", "-id"], name="contact_dnd", condition=Q(dnd=True)),
        ]

    def __str__(self) -> str:
        return self.full_name or self.phone

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()
