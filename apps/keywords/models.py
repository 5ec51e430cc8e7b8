"""Rows of keywords."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.contacts.models import Contact
from apps.lists.models import ContactList
from apps.messaging.models import Message
from apps.pipeline.models import Stage
from apps.senders.models import Sender
from apps.sequences.models import Sequence


class Keyword(WorkspaceOwned):
    """A word, and what happens to who texts it. `key` is the word as matching.key_of folds it."""

    class Consent(models.TextChoices):
        NONE = "none", _("Nothing: they asked for this one answer")
        SINGLE = "single", _("They join at once")
        DOUBLE = "double", _("We ask them to reply YES first")

    public_id = PublicIdField("kwd")
    word = models.CharField(max_length=40)
    key = models.CharField(max_length=60)
    sender = models.ForeignKey(
        Sender,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Empty: every one.",
    )
    is_on = models.BooleanField(default=True)
    active_from = models.DateTimeField(null=True, blank=True)
    active_to = models.DateTimeField(null=True, blank=True)

    consent = models.CharField(max_length=6, choices=Consent.choices, default=Consent.NONE)
    question = models.CharField(max_length=320, blank=True, help_text="Of double opt-in; empty: a plain one.")
    reply = models.TextField(blank=True)
    tags: Any = models.JSONField(default=list, blank=True, help_text="Names.")
    into = models.ForeignKey(ContactList, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    stage = models.ForeignKey(Stage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sequence = models.ForeignKey(Sequence, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    uses = models.PositiveIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["word", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "key"], condition=Q(sender=None), name="one_keyword_for_all"
            ),
            models.UniqueConstraint(
                fields=["workspace", "key", "sender"],
                condition=~Q(sender=None),
                name="one_keyword_per_sender",
            ),
        ]

    def __str__(self) -> str:
        return self.word

    def is_active(self, at: datetime) -> bool:
        """Whether it answers at this moment."""
        begun = self.active_from is None or self.active_from <= at
        return self.is_on and begun and (self.active_to is None or at < self.active_to)


class AutoReply(WorkspaceOwned):
    """What a workspace answers by itself to what is no keyword. An empty text is no answer."""

    away = models.CharField(max_length=480, blank=True, help_text="Outside of the workspace's open hours.")
    otherwise = models.CharField(max_length=480, blank=True, help_text="To what nobody understands.")
    hours = models.PositiveSmallIntegerField(default=24, help_text="Once per person in so many hours.")

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="one_auto_reply_per_workspace")
        ]

    def __str__(self) -> str:
        return f"auto-replies of {self.workspace_id}"


class Use(WorkspaceOwned):
    """A text that a keyword or an automatic reply took up: one row for each, so that twice is once."""

    class Kind(models.TextChoices):
        KEYWORD = "keyword", _("Keyword")
        AWAY = "away", _("Closed")
        OTHERWISE = "otherwise", _("Not understood")

    class Outcome(models.TextChoices):
        DONE = "done", _("Answered")
        ASKED = "asked", _("Asked to reply YES")
        CONFIRMED = "confirmed", _("Replied YES")
        OPTED_OUT = "opted_out", _("Not answered: opted out")
        MACHINE = "machine", _("Not answered: a machine wrote it")
        TOO_MANY = "too_many", _("Not answered: too many answers to this number")
        STOPPED = "stopped", _("Done, but the answer could not be sent")

    public_id = PublicIdField("kus")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    keyword = models.ForeignKey(Keyword, null=True, blank=True, on_delete=models.CASCADE, related_name="used")
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=9, choices=Outcome.choices, default=Outcome.DONE)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["keyword", "-id"], name="uses_of_keyword")]

    def __str__(self) -> str:
        return f"{self.kind} {self.outcome}"


class Pace(WorkspaceOwned):
    """How often a number was answered automatically of late (pacing.py)."""

    phone = models.CharField(max_length=16)
    since = models.DateTimeField(default=clock.now)
    count = models.PositiveSmallIntegerField(default=0)
    day_since = models.DateTimeField(default=clock.now)
    day_count = models.PositiveSmallIntegerField(default=0)
    away_at = models.DateTimeField(null=True, blank=True)
    otherwise_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "phone"], name="one_pace_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.phone}: {self.count}"
