"""Saving a step, with everything that may come between."""

from datetime import UTC, datetime
from typing import Any

from apps.campaigns import actions
from apps.campaigns.models import Campaign
from apps.campaigns.refusals import ChangedMeanwhile
from apps.common.refusals import Refusal
from apps.dashboard.forms.base import Form
from apps.dashboard.requests import Request

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def version(campaign: Campaign) -> str:
    """What a form carries to say which state of the draft it was shown; "" for a new one."""
    return campaign.updated_at.isoformat() if campaign.pk else ""


def seen(text: str) -> datetime:
    """The version out of a form. One that cannot be read is none that was ever shown."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return _NEVER
    return at if at.tzinfo else _NEVER


def save(request: Request, campaign: Campaign, form: Form, details: dict[str, Any]) -> Campaign | None:
    """The saved draft; None when it was refused, and the form says why and keeps what was typed."""
    try:
        if not campaign.pk:
            chosen = form.cleaned_data.get("public_id", "")
            return actions.draft(request.workspace, details, request.user, public_id=chosen)
        return actions.edit(campaign, details, seen=seen(request.POST.get("version", "")))
    except ChangedMeanwhile as refusal:
        form.add_error(None, f"{refusal.text} What you typed is kept below.")
    except Refusal as refusal:
        form.refuse(refusal)
    return None
