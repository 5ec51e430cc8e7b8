"""Rows of webhooks. A delivery is the outbox: there is no other queue."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.encryption import EncryptedJSONField
from apps.common.ids import PublicIdField
from apps.events.models import Event


class Subscription(WorkspaceOwned):
    """An address that is told of some events, in the bodies of one dialect."""

    class State(models.TextChoices):
        ENABLED = "enabled", _("Enabled")
        DISABLED = "disabled", _("Disabled")  # by a person, or after a day of failures
        GONE = "gone", _("Gone")  # the address answered 410, or it was unsubscribed

    public_id = PublicIdField("whk")
    dialect = models.CharField(max_length=20)
    url = models.URLField(max_length=500)
    events: Any = models.JSONField(default=list, help_text="Names as the dialect spells them.")
    # {"current": "whsec_…", "previous": "whsec_…", "previous_until": ISO time}
    secrets: Any = EncryptedJSONField(default=dict)
    description = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ENABLED)
    why = models.CharField(max_length=200, blank=True, help_text="Why it is not enabled.")
    failures = models.PositiveIntegerField(default=0, help_text="In a row, since the last success.")
    failing_since = models.DateTimeField(null=True, blank=True)
    rests_until = models.DateTimeField(null=True, blank=True, help_text="Left alone until then: it fails.")
    succeeded_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["workspace", "state"], name="subscription_of_workspace")]

    def __str__(self) -> str:
        return f"{self.public_id} {self.url}"


class Delivery(WorkspaceOwned):
    """One event for one subscription: the body as it was rendered then, and how far it got."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Given up")

    public_id = PublicIdField("dlv")
    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="deliveries", db_index=False
    )
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="None: a test."
    )
    event_ref = models.CharField(max_length=40, help_text="The id that the receiver sees, stable over tries.")
    name = models.CharField(max_length=60, help_text="As the dialect spells it.")
    subject = models.CharField(max_length=40, blank=True, help_text="In order among its like.")
    body = models.TextField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    in_turn = models.BooleanField(
        default=True, help_text="Nothing earlier about its subject is open for its subscription (turns.py)."
    )
    not_before = models.DateTimeField(default=clock.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    give_up_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of the last answer.")
    replay_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subscription", "event", "name"],
                condition=Q(replay_of=None),
                name="one_delivery_per_event",
            ),
            models.UniqueConstraint(
                fields=["subscription", "subject"],
                condition=Q(in_turn=True, state__in=["waiting", "sending"]) & ~Q(subject=""),
                name="one_in_turn",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["subscription", "id"],
                name="delivery_open",
                condition=Q(state__in=["waiting", "sending"]),
            ),
            models.Index(
                fields=["subscription", "subject", "id"],
                name="delivery_order",
                condition=Q(state__in=["waiting", "sending"]),
            ),
            # What is due for an address: the first row of its stretch says, however many wait behind.
            models.Index(
                fields=["subscription", "not_before", "id"],
                name="delivery_due",
                condition=Q(state="waiting", in_turn=True),
            ),
            models.Index(fields=["lease_until"], name="delivery_lease", condition=Q(state="sending")),
            models.Index(fields=["workspace", "-id"], name="delivery_newest"),
            models.Index(fields=["created_at"], name="delivery_age"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.name} {self.state}"


class Try(WorkspaceOwned):
    """One POST and what came back: the log, kept for 30 days."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="log")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=clock.now)
    ms = models.PositiveIntegerField(help_text="Milliseconds until the answer, or until none.")
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True, help_text="The first 2,000 characters of the answer.")

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"try {self.number} of {self.delivery_id}: {self.status or self.error}"
