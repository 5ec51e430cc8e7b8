"""Rows of registration."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.senders.registration.checking import problems
from apps.senders.registration.fields import BRAND, CAMPAIGN, SHORT_CODE, TOLL_FREE, Asked


class Registration(WorkspaceOwned):
    """What a registry was told about a brand, its texts, or a number, and what it answered."""

    class Kind(models.TextChoices):
        BRAND = "brand", _("10DLC brand")
        CAMPAIGN = "campaign", _("10DLC campaign")
        TOLL_FREE = "toll_free", _("Toll-free verification")
        SHORT_CODE = "short_code", _("Short code lease")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PENDING = "pending", _("Pending")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")
        EXPIRED = "expired", _("Expired")

    public_id = PublicIdField("reg")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120, help_text="How people here call it.")
    brand = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="campaigns",
        help_text="Of a 10DLC campaign: its brand.",
    )
    details: Any = models.JSONField(default=dict, blank=True, help_text="By the registry's names of fields.")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DRAFT)
    registry_ref = models.CharField(max_length=60, blank=True, help_text="The registry's id: B…, C…, HH….")
    problem = models.CharField(max_length=300, blank=True, help_text="Why it was rejected.")
    until = models.DateField(null=True, blank=True, help_text="Good up to this day; empty: until revoked.")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["kind", "id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_kind_display()})"

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The fields of its kind."""
        return ASKED[self.kind]

    def clean(self) -> None:
        """Details that the registry would refuse are named by field; a draft may be unfinished."""
        wrong = problems(self.asked, self.details) if self.kind in ASKED else {}
        if wrong and self.status != self.Status.DRAFT:
            raise ValidationError({"details": [f"{name}: {what}" for name, what in wrong.items()]})
        if self.brand and (
            self.brand.kind != self.Kind.BRAND or self.brand.workspace_id != self.workspace_id
        ):
            raise ValidationError({"brand": "It is a 10DLC brand of the same workspace."})
        if self.kind == self.Kind.CAMPAIGN and not self.brand and self.status != self.Status.DRAFT:
            raise ValidationError({"brand": "A 10DLC campaign belongs to a brand."})


ASKED: dict[str, tuple[Asked, ...]] = {
    Registration.Kind.BRAND: BRAND,
    Registration.Kind.CAMPAIGN: CAMPAIGN,
    Registration.Kind.TOLL_FREE: TOLL_FREE,
    Registration.Kind.SHORT_CODE: SHORT_CODE,
}
