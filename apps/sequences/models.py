"""Rows of sequences."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.tenancy import Of, OwnedQuerySet, Scoped, WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.compliance.models import Attestation
from apps.contacts.models import Contact
from apps.messaging.models import Lane, Message
from apps.sequences.states import DUE, LIVE, EnrolmentState, Hand, Outcome


class Sequence(WorkspaceOwned):
    """A named sequence. What it does stands in its versions; the newest published one takes new people."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")  # never published
        RUNNING = "running", _("Running")
        PAUSED = "paused", _("Paused")
        ENDED = "ended", _("Ended")

    public_id = PublicIdField("seq")
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    lane = models.OneToOneField(Lane, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    steps_made = models.PositiveIntegerField(default=0, help_text="So that a step's id is never used again.")
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["workspace", "-id"], name="sequence_newest")]

    def __str__(self) -> str:
        return self.name


class Version(WorkspaceOwned):
    """Steps and rules as data (reading.py, rules.py). Published, it never changes; a draft has no moment."""

    sequence = models.ForeignKey(Sequence, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    steps: Any = models.JSONField(default=list, blank=True)
    rules: Any = models.JSONField(default=dict, blank=True)
    updated_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=120, blank=True)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sequence", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["sequence"], condition=Q(published_at=None), name="one_draft_per_sequence"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class Enrolments(OwnedQuerySet["Enrolment"]):
    def live(self) -> "Enrolments":
        """On their way, the stuck among them."""
        return self.filter(state__in=LIVE)

    def stuck(self) -> "Enrolments":
        """Whom a person must help on."""
        return self.filter(state=EnrolmentState.STUCK)

    def due(self) -> "Enrolments":
        """Whose next look has come."""
        return self.filter(state__in=DUE, due_at__lte=clock.now())


class _Scoped(Scoped["Enrolment"]):
    of: Of[Enrolments]


class Enrolment(WorkspaceOwned):
    """One person on the way through one version. At most one of a person in a sequence is live at a time."""

    State = EnrolmentState

    public_id = PublicIdField("enr")
    sequence = models.ForeignKey(
        Sequence, on_delete=models.CASCADE, related_name="enrolments", db_index=False
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(
        Contact,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Empty when the contact was deleted: the history stays.",
    )
    step = models.CharField(max_length=20, blank=True, help_text="Where they are; empty: at the end.")
    state = models.CharField(max_length=10, choices=EnrolmentState.choices, default=EnrolmentState.ACTIVE)
    arrived_at = models.DateTimeField(default=clock.now, help_text="At this step; waits count from it.")
    due_at = models.DateTimeField(default=clock.now, help_text="The next look at them.")
    visit = models.PositiveIntegerField(default=0, help_text="The number of their next passage.")
    message = models.ForeignKey(
        Message,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The text that must leave before they go on.",
    )
    why = models.CharField(max_length=40, blank=True, help_text="Why they wait, are stuck, or left.")
    reason = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=20, help_text="list, tag, stage, keyword, hand, api")
    enrolled_by = models.CharField(max_length=120, blank=True)
    enrolled_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[_Scoped] = _Scoped()
    everywhere: ClassVar[Any] = Enrolments.as_manager()

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sequence", "contact"], condition=Q(state__in=LIVE), name="one_live_enrolment"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["sequence", "due_at", "id"], name="enrolment_due", condition=Q(state__in=DUE)
            ),
            models.Index(fields=["sequence", "state", "step", "-id"], name="enrolment_at_step"),
            models.Index(fields=["sequence", "contact"], name="enrolment_of_contact"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"


class Passage(WorkspaceOwned):
    """What happened to a person at a step. Appended once, with the move itself, and never changed."""

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, related_name="passages", db_index=False
    )
    sequence = models.ForeignKey(Sequence, on_delete=models.CASCADE, related_name="+", db_index=False)
    visit = models.PositiveIntegerField()
    version = models.PositiveIntegerField(help_text="Its number.")
    step = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    why = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrolment", "visit"], name="one_passage_per_visit"),
            models.UniqueConstraint(fields=["enrolment", "message"], name="one_passage_per_text"),
        ]
        indexes: ClassVar = [models.Index(fields=["sequence", "step", "outcome"], name="passage_of_step")]

    def __str__(self) -> str:
        return f"{self.step}: {self.outcome}"


class Job(WorkspaceOwned):
    """Many people on their way in, to another version, or out, behind the request (jobs/).

    Its counters are true at every moment: they change with the rows, in one transaction.
    """

    class Kind(models.TextChoices):
        ENROL = "enrol", _("Enrolling")
        MOVE = "move", _("Moving to another version")
        HAND = "hand", _("A hand for many")

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        STOPPED = "stopped", _("Stopped")
        FINISHED = "finished", _("Finished")
        FAILED = "failed", _("Failed")

    public_id = PublicIdField("sqj")
    sequence = models.ForeignKey(Sequence, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=5, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    problem = models.CharField(max_length=200, blank=True)
    named: Any = models.JSONField(default=list, blank=True, help_text="Keys of contacts, in their order.")
    who = models.CharField(max_length=40, blank=True, help_text="A list, tag or stage whose people come in.")
    per_day = models.PositiveIntegerField(null=True, blank=True)
    tag = models.CharField(max_length=80, blank=True, help_text="Worn by all of them from then on.")
    attestation = models.ForeignKey(
        Attestation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=20, blank=True)
    version = models.ForeignKey(Version, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mapping: Any = models.JSONField(default=dict, blank=True, help_text="Step that goes: step instead.")
    hand = models.CharField(max_length=5, blank=True, choices=Hand.choices)
    chosen: Any = models.JSONField(default=dict, blank=True, help_text="Whom the hand is for (choosing.py).")

    total = models.PositiveIntegerField(default=0, help_text="People, as counted at the start.")
    seen = models.PositiveIntegerField(default=0, help_text="People who have been dealt with.")
    named_seen = models.PositiveIntegerField(default=0, help_text="Of `named`.")
    position = models.PositiveBigIntegerField(default=0, help_text="The last contact, or enrolment, of them.")
    enrolled = models.PositiveIntegerField(default=0)
    on_their_way = models.PositiveIntegerField(default=0)
    been_before = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    handled = models.PositiveIntegerField(default=0, help_text="Whom the hand did something to.")

    started_by = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    turn_at = models.DateTimeField(default=clock.now, help_text="The longest-waiting job is next.")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["turn_at"], name="sequence_job_open", condition=Q(state="running")),
            models.Index(fields=["sequence", "-id"], name="sequence_job_of"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.kind} {self.state}"

    @property
    def percent(self) -> int:
        """Of the people counted at the start; 100 only when finished."""
        if self.state == self.State.FINISHED:
            return 100
        return min(99, self.seen * 100 // self.total) if self.total else 0
