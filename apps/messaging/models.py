"""Rows of messaging. The Message row is the queue: there is no other."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from apps.accounts.models import User, Workspace
from apps.accounts.tenancy import Of, OwnedQuerySet, Scoped, WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.contacts.models import Contact
from apps.messaging.familiar import Familiar
from apps.messaging.hindsight.models import Trial
from apps.messaging.pacing.models import Slot
from apps.messaging.retention.models import Remembering, Retention
from apps.messaging.scheduled.models import Scheduled
from apps.messaging.states import State
from apps.messaging.teamwork.models import Presence, Remark
from apps.senders.models import Sender

__all__ = [
    "Attempt",
    "Conversation",
    "Erasure",
    "Familiar",
    "Lane",
    "Lease",
    "Message",
    "Messages",
    "Presence",
    "Remark",
    "Remembering",
    "Retention",
    "Scheduled",
    "Slot",
    "Trial",
]


class Lane(WorkspaceOwned):
    """Messages that are paused, resumed and canceled as one; a campaign points down to its lane."""

    paused = models.BooleanField(default=False, help_text="Nothing of it is claimed.")
    closed = models.BooleanField(default=False, help_text="Canceled: nothing of it is claimed ever again.")
    resumed_at = models.DateTimeField(
        null=True, blank=True, help_text="Its texts are good for 72 h from here."
    )
    per_second = models.FloatField(null=True, blank=True, help_text="Texts that may leave; empty: no limit.")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return f"lane {self.pk}"


class Conversation(WorkspaceOwned):
    """A contact × a sender, once somebody wrote by hand, through an API, or answered."""

    public_id = PublicIdField("cnv")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="conversations")
    sender = models.ForeignKey(Sender, on_delete=models.PROTECT, related_name="+")
    is_open = models.BooleanField(default=True)
    unread = models.PositiveIntegerField(default=0)
    assigned_to = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    preview = models.CharField(max_length=160, blank=True)
    last_at = models.DateTimeField(default=clock.now)
    last_inbound_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(default=clock.now)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-last_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact", "sender"], name="one_conversation_per_pair")
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-last_at"], name="inbox_order"),
            # The lists that people look at all day, few of a hundred thousand.
            models.Index(
                fields=["workspace", "-last_at", "-id"], name="inbox_open", condition=Q(is_open=True)
            ),
            models.Index(
                fields=["workspace", "-last_at", "-id"], name="inbox_unread", condition=Q(unread__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"conversation {self.pk}"


class Messages(OwnedQuerySet["Message"]):
    def outbound(self) -> "Messages":
        return self.filter(direction=Message.Direction.OUT)


class _Scoped(Scoped["Message"]):
    of: Of[Messages]


class Lease(models.Model):
    """A run of the dispatcher still has what it claimed, until then: by the database's clock, so that hosts
    whose clocks differ agree. One row a run, so that renewing is one update however much is in flight.
    """

    worker = models.CharField(max_length=40, primary_key=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.worker} until {self.until:%H:%M:%S}"


class Message(WorkspaceOwned):
    """A text, in or out. An outbound row exists only after every gate was asked (screened_at, ruleset)."""

    class Phase(models.IntegerChoices):
        """What the indexes know of `state`. It does not change at a claim and not at a receipt, and no index
        has `state` itself: so PostgreSQL does both in place (HOT), without touching any index."""

        QUEUE = 0, "In the queue, or being sent"
        DOUBT = 1, "Unsure"
        GONE = 2, "Gone, or ended"

    class Direction(models.TextChoices):
        OUT = "out", "Outbound"
        IN = "in", "Inbound"

    class Kind(models.TextChoices):
        MARKETING = "marketing", "Marketing"  # campaigns: every gate
        DIRECT = "direct", "Direct"  # one text to one person, by API or by hand: every gate
        REPLY = "reply", "Reply"  # an answer to somebody who wrote first: no consent, no quiet hours
        SYSTEM = "system", "System"  # the one confirmation of STOP, START, HELP: free of charge

    # Keys without an index of their own: the indexes below lead with these columns. Keys that the database
    # does not check: their rows are never deleted, and a check for each text took a fifth of queueing it.
    workspace = models.ForeignKey(
        Workspace, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    public_id = PublicIdField("msg")
    direction = models.CharField(max_length=3, choices=Direction.choices, default=Direction.OUT)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MARKETING)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="messages", db_index=False)
    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    sender = models.ForeignKey(
        Sender, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    lane = models.ForeignKey(
        Lane,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    phone = models.CharField(max_length=16, help_text="The other side, E.164.")
    address = models.CharField(max_length=16, help_text="Our side.")
    body = models.TextField()
    encoding = models.CharField(max_length=5, default="GSM-7")
    parts = models.PositiveSmallIntegerField(default=1)
    credits = models.PositiveSmallIntegerField(
        default=0, help_text="Charged: 0 in a sandbox and for system texts."
    )
    refunded = models.BooleanField(default=False)
    origin = models.CharField(
        max_length=40, blank=True, help_text="What asked for it: cmp_…, key_…, an e-mail."
    )
    metadata: Any = models.JSONField(default=dict, blank=True)

    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    phase = models.GeneratedField(
        expression=models.Case(
            models.When(state__in=(State.QUEUED, State.SENDING), then=models.Value(Phase.QUEUE.value)),
            models.When(state=State.UNSURE, then=models.Value(Phase.DOUBT.value)),
            default=models.Value(Phase.GONE.value),
        ),
        output_field=models.SmallIntegerField(choices=Phase.choices),
        db_persist=True,
    )
    error_code = models.CharField(max_length=60, blank=True)
    error_text = models.CharField(max_length=300, blank=True)
    screened_at = models.DateTimeField(default=clock.now)
    ruleset = models.CharField(max_length=20, blank=True, help_text="Version of the gates that let it pass.")
    held_by = models.CharField(max_length=40, blank=True, help_text="The gate that moved not_before.")

    priority = models.PositiveSmallIntegerField(default=5, help_text="0 reply, 1 direct, 5 campaign.")
    forced = models.BooleanField(default=False, help_text="Goes outside the workspace's open hours.")
    not_before = models.DateTimeField(default=clock.now)
    valid_until = models.DateTimeField(null=True, blank=True)
    claimed_by = models.CharField(max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    carrier_ref = models.CharField(max_length=80, blank=True, help_text="The carrier's own id.")
    created_at = models.DateTimeField(default=clock.now)
    attempted_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True, help_text="When the person first answered it.")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[_Scoped] = _Scoped()
    everywhere: ClassVar[Any] = Messages.as_manager()

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            # The streams of the queue (streams.py), each in its order.
            models.Index(
                fields=["lane", "sender", "priority", "not_before", "id"],
                name="message_queue",
                condition=Q(phase=0),
            ),
            models.Index(fields=["not_before"], name="message_unsure", condition=Q(phase=1)),
            models.Index(fields=["workspace", "-id"], name="message_newest"),
            models.Index(
                fields=["workspace", "-id"], name="message_replied", condition=Q(replied_at__isnull=False)
            ),
            # Who wrote when, one in twenty texts: nothing of it changes, so it costs sending nothing.
            models.Index(
                fields=["workspace", "created_at", "contact"],
                name="message_inbound",
                condition=Q(direction="in"),
            ),
            models.Index(fields=["contact", "-id"], name="message_of_contact"),
            models.Index(
                fields=["conversation", "id"], name="message_thread", condition=Q(conversation__isnull=False)
            ),
            models.Index(fields=["lane", "id"], name="message_lane", condition=Q(lane__isnull=False)),
            models.Index(fields=["carrier_ref"], name="message_carrier_ref", condition=~Q(carrier_ref="")),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sender", "carrier_ref"],
                condition=Q(direction="in") & ~Q(carrier_ref=""),
                name="inbound_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"


class Attempt(WorkspaceOwned):
    """A try that did not end in acceptance. (The try itself is on the message: attempts, attempted_at.)"""

    class Outcome(models.TextChoices):
        REFUSED = "refused", "Refused"
        RETRY = "retry", "Refused for now"
        UNSURE = "unsure", "Unsure"

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="tries")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    code = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.message_id} #{self.number}: {self.outcome}"


class Erasure(WorkspaceOwned):
    """What deleted messages had cost: the texts are gone, the sum stays, and the ledger still adds up."""

    messages = models.PositiveIntegerField()
    credits = models.PositiveBigIntegerField()
    owed: Any = models.JSONField(
        default=dict, blank=True, help_text="Texts that a carrier was being given then, and their credits."
    )
    reason = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.messages} messages, {self.credits} credits"
