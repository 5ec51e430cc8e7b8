"""Rows of compliance, keyed by phone number so that they outlive contacts."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User, Workspace
from apps.accounts.tenancy import Of, OwnedQuerySet, Scoped, WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField
from apps.compliance.decision_models import Decision  # noqa: F401 - Django looks for models here
from apps.compliance.evidence_field import EvidenceField
from apps.compliance.rule_models import TextingRule  # noqa: F401
from apps.senders.models import Sender


class Suppressions(OwnedQuerySet["Suppression"]):
    def standing(self) -> "Suppressions":
        return self.filter(lifted_at=None)


class _Scoped(Scoped["Suppression"]):
    of: Of[Suppressions]


class Suppression(WorkspaceOwned):
    """A reason not to text a number, from one sender or from any. It stands until it is lifted, and is
    never deleted."""

    class Kind(models.TextChoices):
        OPT_OUT = "opt_out", _("Opted out")
        BLACKLIST = "blacklist", _("Blacklisted")
        REVIEW = "review", _("Marketing paused for review")

    public_id = PublicIdField("sup")
    phone = models.CharField(max_length=16)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    sender = models.ForeignKey(
        Sender,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Stops texts from this sender only; empty: from every sender.",
    )
    source = models.CharField(max_length=40, help_text="keyword, import, api, dashboard, carrier")
    evidence: Any = models.JSONField(default=dict, help_text="The words, the file, the key: what shows it.")
    created_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(
        null=True, blank=True, help_text="Of a review: undecided at this moment, it becomes an opt-out."
    )
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=120, blank=True)
    lift_reason = models.CharField(max_length=200, blank=True)

    objects: ClassVar[_Scoped] = _Scoped()
    everywhere: ClassVar[Any] = Suppressions.as_manager()

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "phone", "kind"],
                condition=models.Q(lifted_at=None, sender=None),
                name="one_standing_suppression",
            ),
            models.UniqueConstraint(
                fields=["workspace", "phone", "kind", "sender"],
                condition=models.Q(lifted_at=None, sender__isnull=False),
                name="one_standing_of_sender",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"], name="review_due", condition=models.Q(lifted_at=None, kind="review")
            )
        ]

    def __str__(self) -> str:
        return f"{self.phone} {self.kind}"


class Attestation(WorkspaceOwned):
    """Somebody states that the people concerned asked to be texted: who, in what words, when, from where.

    Append-only; its line in the ledger repeats it, so that the chain covers it.
    """

    public_id = PublicIdField("att")
    attested_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    attested_as = models.CharField(max_length=160, help_text="E-mail address or key prefix at the time.")
    wording = models.TextField(help_text="The statement, to the letter.")
    source = models.CharField(max_length=200, blank=True, help_text="Where the consent came from.")
    about = models.CharField(
        max_length=60, help_text="The import, campaign or send that it is for (public id)."
    )
    ip = models.GenericIPAddressField(null=True, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.attested_as} about {self.about}"


class ConsentEvent(WorkspaceOwned):
    """One line of the consent ledger: append-only, and chained by its hash to the line before it
    (docs/consent-ledger.md). Written by `ledger.append` alone."""

    class Kind(models.TextChoices):
        OPT_IN = "opt_in", _("Opted in")
        OPT_IN_ASKED = "opt_in_asked", _("Asked to confirm")
        OPT_IN_CONFIRMED = "opt_in_confirmed", _("Opt-in confirmed")
        IMPORT_ATTESTED = "import_attested", _("Attested at import")
        SEND_ATTESTED = "send_attested", _("Attested with a send")
        RE_OPT_IN = "re_opt_in", _("Opted in again")
        OPT_OUT = "opt_out", _("Opted out")
        IMPORT_UNDONE = "import_undone", _("Import taken back")
        ATTESTED = "attested", _("Statement made")
        REVIEW_OPENED = "review_opened", _("Reply to be reviewed")
        REVIEW_CLEARED = "review_cleared", _("Reviewed: no opt-out")

    GRANTS = (
        Kind.OPT_IN,
        Kind.OPT_IN_CONFIRMED,
        Kind.IMPORT_ATTESTED,
        Kind.SEND_ATTESTED,
        Kind.RE_OPT_IN,
    )

    # Lines are written a million at a time. `ledger.append` holds the workspace's Chain row, which proves the
    # workspace; a statement cannot be deleted before its lines (append_only.py). Asking the database again
    # for each line took 6 µs of it (docs/adr/0019); `one_line_per_position` begins with the workspace.
    workspace = models.ForeignKey(
        Workspace, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    public_id = PublicIdField("cns")
    position = models.BigIntegerField(help_text="Place in the chain of the workspace, from 1, without gaps.")
    phone = models.CharField(max_length=16, blank=True, help_text="Empty: a statement about many.")
    contact_id = models.BigIntegerField(
        null=True, blank=True, help_text="A number, not a link: it may be gone."
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    scope = models.CharField(max_length=14, default="marketing", help_text="marketing, transactional, all")
    channel = models.CharField(
        max_length=20, help_text="web_form, keyword, checkout, paper, verbal, api, import…"
    )
    source = models.CharField(max_length=200, blank=True)
    sender = models.CharField(max_length=16, blank=True, help_text="The one sender concerned; empty: all.")
    occurred_at = models.DateTimeField(null=True, blank=True, help_text="When they said so, if known.")
    recorded_at = models.DateTimeField(default=clock.now)
    evidence: Any = EvidenceField(default=dict, help_text="Its names: docs/consent-ledger.md.")
    attestation = models.ForeignKey(
        Attestation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consents",
        db_constraint=False,
        db_index=False,
    )
    prev_hash = models.BinaryField(
        max_length=32, help_text="row_hash of the line before; zeros for the first."
    )
    row_hash = models.BinaryField(max_length=32, help_text="SHA-256 over prev_hash and the line's digest.")

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "phone", "-id"], name="consent_of_number"),
            # The few lines that take a grant away: asked of each number whose consent is counted.
            models.Index(
                fields=["workspace", "phone", "id"],
                name="consent_taken",
                condition=models.Q(kind__in=["opt_out", "import_undone"]),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "position"], name="one_line_per_position")
        ]

    def __str__(self) -> str:
        return f"{self.phone} {self.kind}"


class Chain(WorkspaceOwned):
    """The head of a workspace's consent ledger. Whoever appends holds its row locked."""

    lines = models.BigIntegerField(default=0)
    head = models.BinaryField(max_length=32, default=bytes(32), help_text="row_hash of the newest line.")

    class Meta(WorkspaceOwned.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["workspace"], name="one_chain")]

    def __str__(self) -> str:
        return f"{self.lines} lines, head {bytes(self.head).hex()}"


class Closure(models.Model):
    """A workspace was removed with its ledger. What is left of it: how long the chain was, and its head.

    The database lets lines be deleted only of a workspace that has such a row (append_only.py).
    """

    workspace_pk = models.BigIntegerField(unique=True, help_text="A number, not a link: it is gone.")
    workspace_public_id = models.CharField(max_length=40)
    reason = models.CharField(max_length=200)
    lines = models.BigIntegerField()
    head = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.workspace_public_id}: {self.lines} lines, head {self.head}"
