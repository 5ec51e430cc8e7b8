"""Rows of compliance, keyed by phone number so that they outlive contacts."""

from typing import Any, ClassVar

from django.db import models

from apps.accounts.models import User
from apps.accounts.tenancy import Of, OwnedQuerySet, Scoped, WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField


class Suppressions(OwnedQuerySet["Suppression"]):
    def standing(self) -> "Suppressions":
        return self.filter(lifted_at=None)


class _Scoped(Scoped["Suppression"]):
    of: Of[Suppressions]


class Suppression(WorkspaceOwned):
    """A reason not to text a number. It stands until it is lifted, and is never deleted."""

    class Kind(models.TextChoices):
        OPT_OUT = "opt_out", "Opted out"
        BLACKLIST = "blacklist", "Blacklisted"
        REVIEW = "review", "Marketing paused for review"

    public_id = PublicIdField("sup")
    phone = models.CharField(max_length=16)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    source = models.CharField(max_length=40, help_text="keyword, import, api, dashboard, carrier")
    evidence: Any = models.JSONField(default=dict, help_text="The words, the file, the key: what shows it.")
    created_at = models.DateTimeField(default=clock.now)
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
                condition=models.Q(lifted_at=None),
                name="one_standing_suppression",
            )
        ]

    def __str__(self) -> str:
        return f"{self.phone} {self.kind}"


class Attestation(WorkspaceOwned):
    """Somebody states that the people concerned asked to be texted: who, in what words, when, from where."""

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
    """One line of the consent ledger: append-only. The newest line of a number says where it stands."""

    class Kind(models.TextChoices):
        OPT_IN = "opt_in", "Opted in"
        OPT_IN_CONFIRMED = "opt_in_confirmed", "Opt-in confirmed"
        IMPORT_ATTESTED = "import_attested", "Attested at import"
        SEND_ATTESTED = "send_attested", "Attested with a send"
        OPT_OUT = "opt_out", "Opted out"
        RE_OPT_IN = "re_opt_in", "Opted in again"

    GRANTS = (
        Kind.OPT_IN,
        Kind.OPT_IN_CONFIRMED,
        Kind.IMPORT_ATTESTED,
        Kind.SEND_ATTESTED,
        Kind.RE_OPT_IN,
    )

    public_id = PublicIdField("cns")
    phone = models.CharField(max_length=16)
    contact_id = models.BigIntegerField(
        null=True, blank=True, help_text="A number, not a link: it may be gone."
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    scope = models.CharField(max_length=14, default="marketing")
    channel = models.CharField(
        max_length=20, help_text="web_form, keyword, checkout, paper, verbal, api, import…"
    )
    source = models.CharField(max_length=200, blank=True)
    occurred_at = models.DateTimeField(null=True, blank=True, help_text="When they said so, if known.")
    recorded_at = models.DateTimeField(default=clock.now)
    evidence: Any = models.JSONField(default=dict)
    attestation = models.ForeignKey(
        Attestation, null=True, blank=True, on_delete=models.PROTECT, related_name="consents"
    )

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["workspace", "phone", "-id"], name="consent_of_number")]

    def __str__(self) -> str:
        return f"{self.phone} {self.kind}"
