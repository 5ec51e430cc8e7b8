"""Rows of senders."""

from typing import Any, ClassVar

from django.db import models

from apps.accounts.tenancy import Of, OwnedQuerySet, Scoped, WorkspaceOwned
from apps.carriers.models import CarrierAccount
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.senders.registration.models import Registration


class Senders(OwnedQuerySet["Sender"]):
    def usable(self) -> "Senders":
        """Active, on an enabled carrier account; the default one first."""
        return self.filter(state="active", carrier__enabled=True).order_by("-is_default", "id")


class _Scoped(Scoped["Sender"]):
    of: Of[Senders]


class Sender(WorkspaceOwned):
    """What messages go out from."""

    class Kind(models.TextChoices):
        NUMBER = "number", "Number"
        TOLL_FREE = "toll_free", "Toll-free number"
        SHORT_CODE = "short_code", "Short code"
        ALPHANUMERIC = "alphanumeric", "Alphanumeric ID"

    class State(models.TextChoices):
        ACTIVE = "active", "Active"
        PAUSED = "paused", "Paused"
        RELEASED = "released", "Released"

    public_id = PublicIdField("snd")
    carrier = models.ForeignKey(CarrierAccount, on_delete=models.PROTECT, related_name="senders")
    address = models.CharField(max_length=16, help_text="E.164, a short code, or up to 11 letters and digits")
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.NUMBER)
    label = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    is_default = models.BooleanField(default=False)
    registration = models.ForeignKey(
        Registration,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="senders",
        help_text="What covers its texts to the US: a 10DLC campaign, a verification, a lease.",
    )
    registered_until = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text="Told by the registration; empty: it does not cover it.",
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects: ClassVar[_Scoped] = _Scoped()
    everywhere: ClassVar[Any] = Senders.as_manager()

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["carrier", "address"], name="one_sender_per_address"),
            models.UniqueConstraint(
                fields=["workspace"], condition=models.Q(is_default=True), name="one_default_sender"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.address})" if self.label else self.address
