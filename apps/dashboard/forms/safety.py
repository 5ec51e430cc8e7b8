"""When a campaign stops itself, and how long texts are kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.campaigns import breaker
from apps.campaigns.approval import limits
from apps.dashboard.forms.base import Form
from apps.messaging.retention import forgetting, sweeping
from apps.messaging.retention.models import LEAST_DAYS


def _number(
    label: Any, least: int, most: int, help_text: Any, *, required: bool = True
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
        _("Judge a campaign after"),
        *breaker.LIMITS["sample"],
        help_text=_("Texts whose fate is known by then."),
    )
    failures = _number(
        _("Pause when more fail than"), *breaker.LIMITS["failures"], help_text=_("Percent. 100: never.")
    )
    opt_outs = _number(
        _("Pause when more opt out than"), *breaker.LIMITS["opt_outs"], help_text=_("Percent. 100: never.")
    )
    canary = _number(
        _("Texts that go ahead of a large campaign"),
        *breaker.LIMITS["canary"],
        help_text=_("Campaigns above 1,000 people; 5 % of them at most. 0: nothing goes ahead."),
    )
    canary_wait = _number(
        _("The rest waits for their receipts"),
        *breaker.LIMITS["canary_wait"],
        help_text=_("Seconds, at most. It goes on sooner when nine in ten are known."),
    )
    undo_seconds = _number(
        _("A launch can be taken back for"),
        *breaker.LIMITS["undo_seconds"],
        help_text=_("Seconds, by which what you launch here leaves later. 0: not at all."),
    )
    approval_people = _number(
        _("People in the audience above"),
        limits.LEAST,
        limits.MOST,
        help_text=_("Empty: any number is launched by one person."),
        required=False,
    )
    approval_credits = _number(
        _("Credits above"),
        limits.LEAST,
        limits.MOST,
        help_text=_("What it is expected to cost. Empty: whatever it costs."),
        required=False,
    )
    days = _number(
        _("Keep texts for"),
        LEAST_DAYS,
        32_767,
        _("Days. Empty: for good. Consents, opt-outs and the ledger are always kept."),
        required=False,
    )

    decision_days = _number(
        _("Keep what the gates decided for"),
        LEAST_DAYS,
        32_767,
        _(
            "Days. Empty: for good. "
            "Refusals for opt-outs, consent and do-not-call are kept five years at least."
        ),
        required=False,
    )

    @staticmethod
    def of(workspace: Workspace) -> dict[str, Any]:
        """What holds now."""
        guard = breaker.guard_of(workspace)
        alone = {name: getattr(guard, name) for name in breaker.LIMITS}
        above = limits.limits_of(workspace)
        two = {"approval_people": above.people, "approval_credits": above.credits}
        return {
            **alone,
            **two,
            "days": sweeping.days_of(workspace),
            "decision_days": forgetting.days_of(workspace),
        }
