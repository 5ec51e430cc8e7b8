"""Rows of the ledger."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
        PURCHASE = "purchase", _("Purchase")
        BONUS = "bonus", _("Bonus")
        ADJUSTMENT = "adjustment", _("Adjustment")
        DEBIT = "debit", pgettext_lazy("ledger", "Sending")
        REFUND = "refund", _("Refund")
        TRANSFER = "transfer", _("Transfer")

    # What people put in, or take out, by hand.
    GRANTED = (Kind.PURCHASE, Kind.BONUS, Kind.ADJUSTMENT)

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
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-id"], name="entry_newest"),
            models.Index(
                fields=["at"],
                name="entry_granted",
                condition=models.Q(kind__in=["purchase", "bonus", "adjustment"]),
            ),
            # What was spent lately, which every page tells: out of the index alone.
            models.Index(
                fields=["workspace", "at"],
                include=["amount"],
                name="entry_spent",
                condition=models.Q(kind__in=["debit", "refund"]),
            ),
            # What a workspace ever bought, without a walk over what it sent.
            models.Index(
                fields=["workspace"],
                name="entry_bought",
                condition=models.Q(kind__in=["purchase", "bonus"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount:+d} {self.description}"


class Adjustment(WorkspaceOwned):
    """Credits that an admin put in or took out by hand, and who agreed. Its entry in the ledger names it.

    A large one waits for a second person (actions.py); the database lets nobody approve their own.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waits for a second person"
        DONE = "done", "Done"
        REFUSED = "refused", "Refused"

    public_id = PublicIdField("adj")
    kind = models.CharField(max_length=10, choices=Entry.Kind.choices, default=Entry.Kind.ADJUSTMENT)
    amount = models.BigIntegerField(help_text="Credits; negative when they leave.")
    reason = models.CharField(max_length=200)
    key = models.CharField(max_length=80, help_text="The form's: sent twice is asked once.")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    needs_second = models.BooleanField(default=True, help_text="Too large for one person.")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True, help_text="Why it was refused.")

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "key"], name="asked_twice_is_once"),
            models.CheckConstraint(
                condition=~models.Q(state="done", needs_second=True)
                | (models.Q(decided_by__isnull=False) & ~models.Q(decided_by=models.F("asked_by"))),
                name="nobody_approves_their_own",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], name="adjustment_waiting", condition=models.Q(state="waiting")),
            models.Index(fields=["asked_by", "asked_at"], name="adjustment_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.amount:+,} ({self.get_state_display()})"
