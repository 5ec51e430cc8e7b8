"""Mails that pages send."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.models import Invitation

log = logging.getLogger(__name__)


def invitation_link(token: str) -> str:
    """From BASE_URL and not from the request: whoever asks must not choose where the link goes."""
    return settings.BASE_URL + reverse("dashboard:invitation", args=[token])


def send_invitation(invitation: Invitation, token: str) -> bool:
    """Whether the mail left. A mail server that is down undoes no invitation: its link can be told."""
    context = {"invitation": invitation, "link": invitation_link(token)}
    body = render_to_string("dashboard/invitations/mail.txt", context)
    workspace = " ".join(invitation.workspace.name.split())
    subject = _("Sendwell: join %(workspace)s") % {"workspace": workspace}
    try:
        send_mail(subject, body, None, [invitation.email])
    except (SMTPException, OSError):
        log.exception("Invitation mail could not be sent")
        return False
    return True
