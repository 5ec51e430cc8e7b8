"""Saving a step, with everything that may come between."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from apps.campaigns import actions
from apps.campaigns.approval import queries
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
        return _edit(request, campaign, details)
    except ChangedMeanwhile as refusal:
        form.add_error(None, _("%(refusal)s What you typed is kept below.") % {"refusal": refusal.text})
    except Refusal as refusal:
        form.refuse(refusal)
    return None


def _edit(request: Request, campaign: Campaign, details: dict[str, Any]) -> Campaign:
    asked = queries.open_among([campaign])
    shown = seen(request.POST.get("version", ""))
    saved = actions.edit(campaign, details, seen=shown, actor=request.user.email)
    if asked:
        messages.warning(
            request, _("The request for approval is taken back, since the campaign has changed.")
        )
    return saved
