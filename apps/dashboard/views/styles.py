"""The living style page: every component once, on made-up data. Development only; reads no row."""

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.roles import VIEW
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs

SENT = (320, 410, 180, 560, 890, 720, 260, 300, 940, 1020, 610, 480, 770, 830)


class Sample(forms.Form):
    """One field of every kind; bound to data with two faults, so that errors show."""

    name = forms.CharField(label="Campaign name", help_text="Only your team sees it.")
    body = forms.CharField(
        label="Message", help_text="Merge fields: {first_name|there}", widget=forms.Textarea
    )
    sender = forms.ChoiceField(label="Sender", choices=[("1", "+1 212 555 0199"), ("2", "RIVERSIDE")])
    when = forms.ChoiceField(
        label="When", choices=[("now", "Now"), ("at", "At a time")], widget=forms.RadioSelect
    )
    consent = forms.BooleanField(
        label="These people asked to hear from us", help_text="Stored with your name."
    )
    upload = forms.FileField(label="File", required=False)


@needs(VIEW)
@require_safe
def styles(request: Request) -> HttpResponse:
    """Every component on one page; nowhere but on a developer's machine."""
    if not settings.DEBUG:
        raise Http404
    context = {
        "form": Sample({"body": "Hi {first_name|there}, we open at 9.", "sender": "1", "when": "now"}),
        "page": Paginator(range(20_000), 25).page(4),
        "steps": [{"label": step, "href": "#main"} for step in ("Audience", "Message", "Schedule", "Review")],
        "columns": [{"label": f"Nov {day}", "value": sent} for day, sent in enumerate(SENT, 1)],
    }
    return render(request, "dashboard/_styles.html", context)
