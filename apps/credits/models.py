"""Rows of the ledger."""

from typing import ClassVar

from django.db import models

from apps.accounts.models import User
from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField


class Account(WorkspaceOwned):
    """The balance of a workspace, in credits. Changed only by ledger.py, together with an entry."""

    balance = models.BigIntegerField(default=0)
    low_balance_threshold = models.BigIntegerField(default=1_000)
    is_low = models.BooleanField(default=False)
    rate_usd = models.DecimalField(
        max_digits=10, decimal_places=5, default="0.00840", help_text="USD per credit"
    )

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="one_account_per_workspace"),
            models.CheckConstraint(condition=models.Q(balance__gte=0), name="balance_never_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.balance} credits"


class Entry(WorkspaceOwned):
    """A line of the ledger: append-only. `key` makes doing it twice the same as once."""

    class Kind(models.TextChoices):
        PURCHASE = "purchase", "Purchase"
        BONUS = "bonus", "Bonus"
        ADJUSTMENT = "adjustment", "Adjustment"
        DEBIT = "debit", "Sending"
        REFUND = "refund", "Refund"

    public_id = PublicIdField("ent")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    amount = models.BigIntegerField(help_text="Credits; negative when they leave.")
    balance_after = models.BigIntegerField()
    key = models.CharField(max_length=80)
    description = models.CharField(max_length=200)
    subject = models.CharField(max_length=40, blank=True, help_text="Public id of what it is for.")
    cost_usd = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        verbose_name_plural = "entries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "key"], name="twice_is_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["workspace", "-id"], name="entry_newest")]

    def __str__(self) -> str:
        return f"{self.amount:+d} {self.description}"
