"""How the dashboard writes numbers, moments and phones."""

import re
from datetime import datetime

import phonenumbers
from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from apps.common import clock, sentences
from apps.common.zones import zone_name
from apps.dashboard import sources

register = template.Library()


@register.filter
def phone(number: str) -> str:
    """E.164 as people read it: +1 415-555-0001."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


@register.filter
def breakable(address: str) -> SafeString:
    """An e-mail that, where the line is too short, breaks before its @ and its dots and not in a word."""
    pieces = re.split(r"(?=[@.])", address)
    return format_html_join(mark_safe("<wbr>"), "{}", ((piece,) for piece in pieces))


@register.filter
def moment(at: datetime | None) -> SafeString | str:
    """A <time>: the hour today, the day and hour this year, else the date. In the workspace's zone."""
    if at is None:
        return ""
    local, today = localtime(at), localtime(clock.now())
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        at.isoformat(timespec="seconds"),
        date_format(local, _("l, F j, Y, H:i T")),
        date_format(local, _shape(local, today)),
    )


@register.filter
def planned(at: datetime | None) -> SafeString | str:
    """A moment to come, with the zone it is told in: Nov 21, 08:00 New York time. Never torn apart."""
    return format_html('<span class="nowrap">{} {}</span>', moment(at), zone_name()) if at else ""


# Seconds of each step, and how so many of them are called.
_STEPS = (
    (31_536_000, ngettext_lazy("%(number)s year", "%(number)s years", "count")),
    (604_800, ngettext_lazy("%(number)s week", "%(number)s weeks", "count")),
    (86_400, ngettext_lazy("%(number)s day", "%(number)s days", "count")),
    (3_600, ngettext_lazy("%(number)s hour", "%(number)s hours", "count")),
    (60, ngettext_lazy("%(number)s minute", "%(number)s minutes", "count")),
)


@register.filter
def lasting(since: datetime) -> SafeString:
    """How long that is, in its largest step: 3 days. The moment itself is the title."""
    local = localtime(since)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        since.isoformat(timespec="seconds"),
        date_format(local, _("l, F j, Y, H:i T")),
        _span(int((clock.now() - since).total_seconds())),
    )


def _span(seconds: int) -> str:
    for step, spoken in _STEPS:
        if number := seconds // step if seconds > 0 else 0:
            return spoken % {"count": number, "number": intcomma(number)}
    return _("just now")


def _shape(local: datetime, today: datetime) -> str:
    if local.date() == today.date():
        return "H:i"
    # Translators: how Django writes a day and hour, and a day with its year: Nov 21, 08:00; Nov 21, 2026
    return _("M j, H:i") if local.year == today.year else _("M j, Y")


@register.filter
def source(name: str) -> str:
    """keyword → by a text."""
    return sources.spoken(name)


@register.filter
def translated(sentence: str) -> str:
    """What a row keeps in English (why somebody was skipped, why a text failed), in the reader's language."""
    return sentences.spoken(str(sentence or ""))


@register.filter
def as_label(sentence: str) -> str:
    """They opted out. → They opted out: beside a number a sentence is a label, and ends in no full stop."""
    return sentences.spoken(sentence).removesuffix(".")


@register.filter
def signed(number: int) -> str:
    """+1,204 or −1,204, with a true minus."""
    written = intcomma(number)
    return f"+{written}" if number > 0 else written.replace("-", "−")
