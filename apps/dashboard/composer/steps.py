"""The steps in their order: each is a form over the same draft, and an address of its own."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.campaigns.models import Campaign
from apps.dashboard.forms.audience import AudienceForm
from apps.dashboard.forms.campaigns import MessageForm, ScheduleForm

LABELS = {
    "audience": _("Audience"),
    "message": _("Message"),
    "schedule": _("Schedule"),
    "review": pgettext_lazy("step", "Review"),
}
NAMES = list(LABELS)
FORMS: dict[str, Callable[..., Any]] = {
    "audience": AudienceForm,
    "message": MessageForm,
    "schedule": ScheduleForm,
}


def address(campaign: Campaign, step: str) -> str:
    return reverse(f"dashboard:campaign_{step}", args=[campaign.public_id])


def after(step: str) -> str:
    return NAMES[NAMES.index(step) + 1]


def stepper(campaign: Campaign, step: str) -> dict[str, Any]:
    """What components/stepper.html takes. Steps behind are links once there is a draft."""
    links = [
        {"label": label, "href": address(campaign, name) if campaign.pk else ""}
        for name, label in LABELS.items()
    ]
    return {"steps": links, "at": NAMES.index(step) + 1, "step": step}


def unfinished(campaign: Campaign) -> str:
    """Where to go on with a draft."""
    if not campaign.audience:
        return "audience"
    return "review" if campaign.body.strip() else "message"


def overlay(campaign: Campaign, step: str, data: Any) -> Campaign:
    """The campaign as it would be with what is typed now. Nothing is saved; what cannot be read stays."""
    form = FORMS[step](data, campaign=campaign)
    form.is_valid()
    for name, value in form.details().items():
        setattr(campaign, name, value)
    return campaign
