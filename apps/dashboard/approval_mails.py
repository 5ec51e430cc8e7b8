"""Mails about approvals that events cause (config/reactions.py). A second call for one event tells nobody."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.cache import cache
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from apps.accounts.models import User
from apps.campaigns.approval import queries
from apps.campaigns.approval.models import Approval
from apps.events.models import Event

log = logging.getLogger(__name__)
DAY = 86_400  # seconds


@dataclass(frozen=True, slots=True)
class Kind:
    """A mail: its line and its text."""

    name: str
    subject: Promise
    template: str


ASKED = Kind("asked", _("%(campaign)s waits for your yes"), "mail_asked.txt")
APPROVED = Kind("approved", _("%(campaign)s is approved"), "mail_answered.txt")
SENT_BACK = Kind("sent_back", _("%(campaign)s was sent back"), "mail_answered.txt")


def asked(event: Event) -> None:
    """To whoever may say yes; of a campaign that was kept back when its time came also to who launched it."""
    if (approval := _approval(event)) and approval.is_open:
        people = queries.approvers(approval)
        if approval.outgrew and approval.asked_by:
            people = [*people, approval.asked_by]
        _tell(event, approval, people, ASKED)


def answered(event: Event) -> None:
    """To who asked: it goes, or it came back and why. A program has no mailbox."""
    approval = _approval(event)
    if approval and approval.asked_by:
        is_approved = approval.state == Approval.State.APPROVED
        _tell(event, approval, [approval.asked_by], APPROVED if is_approved else SENT_BACK)


def _approval(event: Event) -> Approval | None:
    rows = Approval.objects.of(event.workspace).filter(public_id=str(event.facts.get("approval", "")))
    found: Approval | None = rows.select_related("campaign", "workspace", "asked_by", "answered_by").first()
    return found


def _tell(event: Event, approval: Approval, people: Sequence[User], kind: Kind) -> None:
    """Each in their own language."""
    there = [one for one in people if one.is_active]
    if there and cache.add(f"notice:{event.public_id}", True, DAY):
        for one in there:
            with override(one.language or "en"):
                _send(approval, one, kind)


def _send(approval: Approval, to: User, kind: Kind) -> None:
    """A mail server that is down costs the mail and not the events behind this one."""
    campaign = approval.campaign
    link = settings.BASE_URL + reverse("dashboard:campaign_show", args=[campaign.public_id])
    facts = {"approval": approval, "campaign": campaign, "workspace": approval.workspace, "link": link}
    body = render_to_string(f"dashboard/campaigns/{kind.template}", {**facts, "kind": kind.name})
    subject = kind.subject % {"campaign": campaign.name}
    try:
        send_mail(" ".join(f"Sendwell: {subject}".split()), body, settings.DEFAULT_FROM_EMAIL, [to.email])
    except (OSError, SMTPException):
        log.exception("The mail about %s of %s could not be sent", kind.name, approval.workspace.public_id)
