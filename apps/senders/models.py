"""Rows of senders."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

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


class Pool(WorkspaceOwned):
    """Senders that share the texts of a campaign; each person keeps the one that texted them first."""

    public_id = PublicIdField("pol")
    name = models.CharField(max_length=80)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_pool_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class Sender(WorkspaceOwned):
    """What messages go out from."""

    class Kind(models.TextChoices):
        NUMBER = "number", _("Number")
        TOLL_FREE = "toll_free", _("Toll-free number")
        SHORT_CODE = "short_code", _("Short code")
        ALPHANUMERIC = "alphanumeric", _("Alphanumeric ID")

    class Tier(models.TextChoices):
        """What the carriers of the US make of a brand and its campaign (10DLC)."""

        TOP = "top", _("10DLC, score 75–100")
        HIGH_MID = "high_mid", _("10DLC, score 50–74")
        LOW_MID = "low_mid", _("10DLC, score 25–49")
        LOW = "low", _("10DLC, score 1–24 or not vetted")
        LOW_VOLUME = "low_volume", _("10DLC, low volume mixed")
        SOLE_PROPRIETOR = "sole", _("10DLC, sole proprietor")

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        RELEASED = "released", _("Released")

    public_id = PublicIdField("snd")
    carrier = models.ForeignKey(CarrierAccount, on_delete=models.PROTECT, related_name="senders")
    address = models.CharField(max_length=16, help_text="E.164, a short code, or up to 11 letters and digits")
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.NUMBER)
    label = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    pool = models.ForeignKey(
        Pool,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="senders",
        help_text="Senders of one pool share the texts of a campaign.",
    )
    tier = models.CharField(
        "registration", max_length=10, choices=Tier.choices, blank=True, help_text="Of a US number."
    )
    per_second = models.FloatField(
        "parts a second",
        null=True,
        blank=True,
        validators=[MinValueValidator(0.001), MaxValueValidator(10_000)],
        help_text="Empty: what its kind and registration allow (throughput.py).",
    )
    per_day = models.PositiveIntegerField(
        "parts a day",
        null=True,
        blank=True,
        help_text="Counted from midnight in Los Angeles. Empty: by its registration; 0: no limit.",
    )
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
