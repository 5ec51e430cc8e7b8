"""How the dashboard writes durations, shares and initials."""

from datetime import timedelta

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.campaigns.models import Campaign
from apps.campaigns.progress import Progress
from apps.common.sentences import spoken
from apps.dashboard import campaign_state
from apps.imports.models import Import

register = template.Library()


@register.filter
def lasting(span: timedelta) -> str:
    """less than a minute, about 12 minutes, about 3 hours."""
    minutes = span.total_seconds() / 60
    if minutes < 1:
        return _("less than a minute")
    if minutes < 90:
        number = round(minutes)
        return ngettext("about %(number)s minute", "about %(number)s minutes", number) % {"number": number}
    number = round(minutes / 60)
    return ngettext("about %(number)s hour", "about %(number)s hours", number) % {"number": number}


@register.filter
def took(job: Import) -> str:
    """From its start to its end: 4 seconds, about 12 minutes."""
    if job.started_at is None or job.finished_at is None:
        return ""
    span = job.finished_at - job.started_at
    seconds = max(1, round(span.total_seconds()))
    if seconds >= 60:
        return lasting(span)
    return ngettext("%(number)s second", "%(number)s seconds", seconds) % {"number": seconds}


@register.filter
def share(value: int, total: int) -> str:
    """12.5%; nothing when there is no whole. Neither a few of many nor all but a few read as none or all."""
    if not total:
        return ""
    percent = value * 100 / total
    if 0 < percent < 0.1:
        return f"<{number_format(0.1, 1)}%"
    if 99.9 < percent < 100:
        return f">{number_format(99.9, 1)}%"
    return f"{percent:.0f}%" if percent in (0, 100) else f"{number_format(round(percent, 1), 1)}%"


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
def fated(words: str) -> str:
    """skipped: opt_out → the same in the reader's language; the gate's name and the digest are no words."""
    outcome, colon, detail = words.partition(": ")
    return f"{spoken(outcome)}{colon}{detail}"


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
