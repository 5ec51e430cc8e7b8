"""Workspaces: the tenants."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.common import clock, weeks
from apps.common.ids import PublicIdField

# Where the five surfaces sell (contracts: Easify US CA IL GB; ZoomConnect ZA).
SERVED_REGIONS = ["US", "CA", "GB", "IL", "ZA"]


def served_regions() -> list[str]:
    return list(SERVED_REGIONS)


def readable_week(spans: Any) -> None:
    """A day → span mapping that weeks.week() reads; ValidationError, naming the day, for anything else."""
    if not isinstance(spans, dict) or spans.keys() - set(weeks.DAYS):
        raise ValidationError(f"Hours by day: {', '.join(weeks.DAYS)}.")
    try:
        weeks.week(spans)
    except (ValueError, TypeError) as error:
        raise ValidationError(str(error)) from error


class Workspace(models.Model):
    """A tenant. `parent` makes it a sub-account; `live` points from a sandbox to its live twin."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")

    class OptOutScope(models.TextChoices):
        ALL = "all", _("Texts from every sender")
        SENDER = "sender", _("Texts from the sender they answered")

    public_id = PublicIdField("wsp")
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=State.choices, default=State.ACTIVE)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="sub_accounts"
    )
    live = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="sandbox"
    )
    timezone = models.CharField(max_length=64, default="America/New_York")
    default_region = models.CharField(
        max_length=2, default="US", help_text="Read numbers without a country code as."
    )
    regions: Any = models.JSONField(default=served_regions, help_text="Countries that may be texted.")
    company_name = models.CharField(
        max_length=120, blank=True, help_text="Named in confirmations of STOP and HELP."
    )
    help_text = models.CharField(
        max_length=320, blank=True, help_text="Answer to HELP; empty: a plain one is made."
    )
    open_hours: Any = models.JSONField(
        default=dict,
        blank=True,
        validators=[readable_week],
        help_text='Texts leave within them: {"mon": "09:00-17:00", …} in its time zone. Empty: at any hour.',
    )
    cap_per_day = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Marketing texts that a person gets in 24 hours, at most."
    )
    cap_per_week = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Marketing texts that a person gets in 7 days, at most."
    )
    footer_days = models.PositiveSmallIntegerField(
        default=30,
        help_text="A marketing text says how to leave when none did for so many days; 0: it is never added.",
    )
    dnc_checked = models.BooleanField(
        "Check the do-not-call registry", default=False, help_text="For marketing to US numbers."
    )
    opt_out_scope = models.CharField(
        max_length=6,
        choices=OptOutScope.choices,
        default=OptOutScope.ALL,
        help_text="What a STOP ends.",
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_sandbox(self) -> bool:
        return self.live_id is not None  # type: ignore[attr-defined,no-any-return]

    @property
    def brand(self) -> str:
        """The name that a confirmation carries."""
        return self.company_name or self.name
