"""How a document of evidence writes what its JSON says."""

from datetime import datetime

from django import template

from apps.compliance.models import ConsentEvent

register = template.Library()


@register.filter
def consent(event: str) -> str:
    """opt_in → Opted in."""
    return str(dict(ConsentEvent.Kind.choices).get(event, event))


@register.filter
def utc(moment: str) -> str:
    """2026-11-18T19:00:02.155948Z → 18 November 2026, 19:00:02."""
    at = datetime.fromisoformat(moment)
    return f"{at.day} {at:%B %Y, %H:%M:%S}"


@register.filter
def spaced(name: str) -> str:
    """attested_by → attested by."""
    return name.replace("_", " ")
