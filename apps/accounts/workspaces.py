"""Workspaces: the tenants."""

from typing import Any, ClassVar

from django.db import models

from apps.common import clock
from apps.common.ids import PublicIdField

# Where the five surfaces sell (contracts: Easify US CA IL GB; ZoomConnect ZA).
SERVED_REGIONS = ["US", "CA", "GB", "IL", "ZA"]


def served_regions() -> list[str]:
    return list(SERVED_REGIONS)


class Workspace(models.Model):
    """A tenant. `parent` makes it a sub-account; `live` points from a sandbox to its live twin."""

    class State(models.TextChoices):
        ACTIVE = "active", "Active"
        SUSPENDED = "suspended", "Suspended"

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
