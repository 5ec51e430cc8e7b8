"""How the dashboard writes durations, shares and initials."""

from datetime import timedelta

from django import template

from apps.campaigns.models import Campaign
from apps.campaigns.progress import Progress
from apps.dashboard import campaign_state
from apps.imports.models import Import

register = template.Library()


@register.filter
def lasting(span: timedelta) -> str:
    """less than a minute, about 12 minutes, about 3 hours."""
    minutes = span.total_seconds() / 60
    if minutes < 1:
        return "less than a minute"
    if minutes < 90:
        return f"about {round(minutes)} minute{'' if round(minutes) == 1 else 's'}"
    return f"about {round(minutes / 60)} hours"


@register.filter
def took(job: Import) -> str:
    """From its start to its end: 4 seconds, about 12 minutes."""
    if job.started_at is None or job.finished_at is None:
        return ""
    span = job.finished_at - job.started_at
    seconds = max(1, round(span.total_seconds()))
    return lasting(span) if seconds >= 60 else f"{seconds} second{'' if seconds == 1 else 's'}"


@register.filter
def share(value: int, total: int) -> str:
    """12.5%; nothing when there is no whole. Neither a few of many nor all but a few read as none or all."""
    if not total:
        return ""
    percent = value * 100 / total
    if 0 < percent < 0.1:
        return "<0.1%"
    if 99.9 < percent < 100:
        return ">99.9%"
    return f"{percent:.0f}%" if percent in (0, 100) else f"{percent:.1f}%"


@register.filter
def initials(name: str) -> str:
    """CN for Charlie Nguyen; # for a number."""
    letters = [word[0] for word in name.split() if word[0].isalpha()]
    return "".join(letters[:2]).upper() or "#"


@register.filter
def shown_with(campaign: Campaign, numbers: Progress) -> campaign_state.Shown:
    """Its state for a pill: status and label."""
    return campaign_state.shown(campaign, numbers)


@register.filter
def plus(value: int, more: int) -> int:
    return value + more


@register.filter
def less(value: int, taken: int) -> int:
    return value - taken


@register.filter
def fallback(name: str) -> str:
    """How a merge field with a fallback is written."""
    return f"{{{name}|there}}"
