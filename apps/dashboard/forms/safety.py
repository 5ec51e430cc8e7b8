"""When a campaign stops itself, and how long texts are kept."""

from typing import Any

from django import forms

from apps.accounts.models import Workspace
from apps.campaigns import breaker
from apps.dashboard.forms.base import Form
from apps.messaging.retention import forgetting, sweeping
from apps.messaging.retention.models import LEAST_DAYS


def _number(
    label: str, least: int, most: int, help_text: str, *, required: bool = True
) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        required=required,
        help_text=help_text,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )


class SafetyForm(Form):
    """Percent of a campaign's texts, and days."""

    sample = _number(
        "Judge a campaign after", *breaker.LIMITS["sample"], help_text="Texts whose fate is known by then."
    )
    failures = _number(
        "Pause when more fail than", *breaker.LIMITS["failures"], help_text="Percent. 100: never."
    )
    opt_outs = _number(
        "Pause when more opt out than", *breaker.LIMITS["opt_outs"], help_text="Percent. 100: never."
    )
    canary = _number(
        "Texts that go ahead of a large campaign",
        *breaker.LIMITS["canary"],
        help_text="Campaigns above 1,000 people; 5 % of them at most. 0: nothing goes ahead.",
    )
    canary_wait = _number(
        "The rest waits for their receipts",
        *breaker.LIMITS["canary_wait"],
        help_text="Seconds, at most. It goes on sooner when nine in ten are known.",
    )
    undo_seconds = _number(
        "A launch can be taken back for",
        *breaker.LIMITS["undo_seconds"],
        help_text="Seconds, by which what you launch here leaves later. 0: not at all.",
    )
    days = _number(
        "Keep texts for",
        LEAST_DAYS,
        32_767,
        "Days. Empty: for good. Consents, opt-outs and the ledger are always kept.",
        required=False,
    )

    decision_days = _number(
        "Keep what the gates decided for",
        LEAST_DAYS,
        32_767,
        "Days. Empty: for good. Refusals for opt-outs, consent and do-not-call are kept five years at least.",
        required=False,
    )

    @staticmethod
    def of(workspace: Workspace) -> dict[str, Any]:
        """What holds now."""
        guard = breaker.guard_of(workspace)
        limits = {name: getattr(guard, name) for name in breaker.LIMITS}
        return {**limits, "days": sweeping.days_of(workspace), "decision_days": forgetting.days_of(workspace)}
