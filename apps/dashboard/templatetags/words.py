"""How the dashboard writes numbers, moments and phones."""

import re
from datetime import datetime

import phonenumbers
from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from apps.common import clock
from apps.dashboard import sources
from apps.dashboard.zones import zone_name

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
        date_format(local, "l, F j, Y, H:i T"),
        date_format(local, _shape(local, today)),
    )


@register.filter
def planned(at: datetime | None) -> SafeString | str:
    """A moment to come, with the zone it is told in: Nov 21, 08:00 New York time. Never torn apart."""
    return format_html('<span class="nowrap">{} {}</span>', moment(at), zone_name()) if at else ""


def _shape(local: datetime, today: datetime) -> str:
    if local.date() == today.date():
        return "H:i"
    return "M j, H:i" if local.year == today.year else "M j, Y"


@register.filter
def source(name: str) -> str:
    """keyword → by a text."""
    return sources.spoken(name)


@register.filter
def signed(number: int) -> str:
    """+1,204 or −1,204, with a true minus."""
    return f"+{number:,}" if number > 0 else f"{number:,}".replace("-", "−")
