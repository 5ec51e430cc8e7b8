"""Rows of defined fields: what an attribute of contacts is called, and what its values may be."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.tenancy import Of, OwnedQuerySet, Scoped, WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.contacts.custom import kinds


class CustomFields(OwnedQuerySet["CustomField"]):
    def live(self) -> "CustomFields":
        """Those in use, in their order."""
        return self.filter(archived_at=None).order_by("position", "id")


class _Scoped(Scoped["CustomField"]):
    of: Of[CustomFields]


class CustomField(WorkspaceOwned):
    """A definition over the attribute `key`; the values stay where they are, on the contacts."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        NUMBER = "number", _("Number")
        DATE = "date", _("Date")
        YES_NO = "yes_no", _("Yes or no")
        CHOICE = "choice", _("Choice")

    public_id = PublicIdField("fld")
    key = models.CharField(max_length=60, help_text="The attribute's name, to the letter; it never changes.")
    label = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.TEXT)
    options: Any = models.JSONField(default=list, blank=True, help_text="Of a choice, in their order.")
    required = models.BooleanField(default=False, help_text="Pages ask for it; files and programs are not.")
    position = models.PositiveIntegerField(default=0)
    is_column = models.BooleanField("shown as a column", default=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = models.DateTimeField(default=clock.now)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[_Scoped] = _Scoped()
    everywhere: ClassVar[Any] = CustomFields.as_manager()

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "key"], name="one_custom_field_per_key")
        ]

    def __str__(self) -> str:
        return self.label

    def read(self, value: Any, order: kinds.DayOrder = kinds.DayOrder.NONE) -> Any:
        """The value as it is kept; None empties. Raises InvalidValue, whose `field` is attributes.KEY."""
        return kinds.read(self, value, order)

    def fits(self, value: Any) -> bool:
        """Whether a value that stands on a contact is one of this kind."""
        return value in (None, "") or kinds.fits(self, value)
