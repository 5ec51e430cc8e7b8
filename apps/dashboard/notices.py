"""Mails that events cause (config/reactions.py)."""

import logging
from collections.abc import Callable
from smtplib import SMTPException

from django.conf import settings
from django.core.cache import cache
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from apps.accounts.models import Member
from apps.accounts.roles import Role
from apps.credits.ledger import account_of
from apps.credits.queries import runway
from apps.events.models import Event

log = logging.getLogger(__name__)
DAY = 86_400  # seconds


def credits_low(event: Event) -> None:
    """Tell the owners, once for each crossing: a second call for one event sends nothing.

    A mail server that is down costs the mail and not the events behind this one.
    """
    _tell_owners(event, f"credits of {event.workspace.name} are running low", _body)


def webhook_disabled(event: Event) -> None:
    """Tell the owners of an address that was switched off for its failures; who did it by hand knows it."""
    if not event.actor:
        _tell_owners(event, f"a webhook of {event.workspace.name} was switched off", _about_webhook)


def _tell_owners(event: Event, subject: str, body: Callable[[Event], str]) -> None:
    owners = Member.objects.of(event.workspace).filter(role=Role.OWNER, user__is_active=True)
    addresses = list(owners.values_list("user__email", flat=True))
    if not addresses or not cache.add(f"notice:{event.public_id}", True, DAY):
        return
    try:
        send_mail(_one_line(f"Sendwell: {subject}"), body(event), settings.DEFAULT_FROM_EMAIL, addresses)
    except (OSError, SMTPException):
        log.exception("The mail about %s of %s could not be sent", event.name, event.workspace.public_id)


def _about_webhook(event: Event) -> str:
    return render_to_string(
        "dashboard/webhooks/mail.txt",
        {
            "workspace": event.workspace,
            "url": event.facts.get("url", ""),
            "reason": event.facts.get("reason", ""),
            "link": f"{settings.BASE_URL}{reverse('dashboard:webhook', args=[event.subject])}",
        },
    )


def _body(event: Event) -> str:
    return render_to_string(
        "dashboard/credits/mail.txt",
        {
            "workspace": event.workspace,
            "runway": runway(event.workspace),
            "threshold": account_of(event.workspace).low_balance_threshold,
            "link": f"{settings.BASE_URL}{reverse('dashboard:credits')}",
        },
    )


def _one_line(subject: str) -> str:
    return " ".join(subject.split())
