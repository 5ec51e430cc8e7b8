"""Rows of reports: sums, each of one day of its workspace, and none about one person."""

from typing import Any, ClassVar

from django.db import models

from apps.accounts.models import Workspace
from apps.accounts.tenancy import WorkspaceOwned
from apps.senders.models import Sender


class Sum(WorkspaceOwned):
    """A line of a book. Written by counting.py alone, which replaces a cohort's lines as a whole."""

    # Without an index of its own: those below begin with it.
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)
    cohort = models.DateField(help_text="The day, UTC, on which what it sums was written down.")
    day = models.DateField(help_text="The day it happened, in the workspace's zone.")

    class Meta(WorkspaceOwned.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.workspace_id}, {self.day}"


def _indexes(name: str) -> list[Any]:
    return [
        models.Index(fields=["workspace", "day"], name=f"{name}_report"),
        models.Index(fields=["cohort"], name=f"{name}_cohort"),
    ]


class TextDay(Sum):
    """Texts of one day that share sender, origin and error. The day is the one they left on; of texts that
    never left, the one they ended on, else the one they were queued on."""

    sender = models.ForeignKey(Sender, on_delete=models.CASCADE, related_name="+", db_index=False)
    origin = models.CharField(max_length=40, blank=True, help_text="As of the messages: cmp_…, an e-mail.")
    error_code = models.CharField(max_length=60, blank=True, help_text="Of those that failed.")
    error_text = models.CharField(max_length=300, blank=True, help_text="One of their errors, in words.")
    received = models.PositiveIntegerField(default=0, help_text="Came in.")
    sent = models.PositiveIntegerField(default=0, help_text="Taken by a carrier.")
    delivered = models.PositiveIntegerField(default=0)
    undelivered = models.PositiveIntegerField(default=0, help_text="Taken first, and failed then.")
    failed = models.PositiveIntegerField(default=0, help_text="All that failed or were refused.")
    waiting = models.PositiveIntegerField(default=0, help_text="Not gone yet, or unsure.")
    answered = models.PositiveIntegerField(default=0, help_text="Somebody wrote back.")
    credits = models.PositiveBigIntegerField(default=0, help_text="Charged.")
    returned = models.PositiveBigIntegerField(default=0, help_text="Credits given back.")

    class Meta(Sum.Meta):
        indexes: ClassVar = _indexes("text_day")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "cohort", "day", "sender", "origin", "error_code"], name="one_text_day"
            )
        ]


class AnswerDay(Sum):
    """Answers that one member wrote on one day to people who had waited about so long."""

    member = models.CharField(max_length=40, help_text="The origin of their texts: an e-mail address, cut.")
    seconds = models.PositiveIntegerField(help_text="From the first unanswered text on; two true digits.")
    answers = models.PositiveIntegerField()

    class Meta(Sum.Meta):
        indexes: ClassVar = _indexes("answer_day")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "cohort", "day", "member", "seconds"], name="one_answer_day"
            )
        ]


class PeopleDay(Sum):
    """Contacts that came on one day, or numbers that left, by one way."""

    class What(models.TextChoices):
        CAME = "came", "Contacts gained"
        LEFT = "left", "Numbers opted out"

    what = models.CharField(max_length=4, choices=What.choices)
    source = models.CharField(max_length=40, blank=True, help_text="As of the contacts, the suppressions.")
    people = models.PositiveIntegerField()

    class Meta(Sum.Meta):
        indexes: ClassVar = _indexes("people_day")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "cohort", "day", "what", "source"], name="one_people_day"
            )
        ]


class Bookmark(models.Model):
    """How far a book is: cohorts before `open_from` are counted for good. Whoever writes holds it locked."""

    book = models.CharField(max_length=20, primary_key=True)
    open_from = models.DateField(null=True, help_text="Empty: nothing was ever counted.")
    counted_at = models.DateTimeField(null=True, help_text="When its newest cohort was counted last.")

    def __str__(self) -> str:
        return f"{self.book}, open from {self.open_from}"
