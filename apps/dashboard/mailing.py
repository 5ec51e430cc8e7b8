"""Notices by mail: one to each person, in their language, with a link by which they end that kind of mail."""

import logging
from collections.abc import Callable, Mapping
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from apps.accounts.models import User, Workspace
from apps.accounts.notices.choosing import tell_once, wanting
from apps.accounts.notices.kinds import BY_NAME
from apps.accounts.notices.links import token

log = logging.getLogger(__name__)
Subject = Callable[[], str]  # asked in the reader's language


def tell(
    workspace: Workspace,
    kind: str,
    key: str,
    subject: Subject,
    template: str,
    context: Mapping[str, Any],
    *,
    only: User | None = None,
) -> int:
    """Mail whoever wants this kind (of them `only` this one), once for each key; answers how many mails left.

    A sandbox reaches nobody, and tells nobody. A mail server that is down costs the mail alone.
    """
    if workspace.is_sandbox:
        return 0
    people = [user for user in wanting(workspace, kind) if only is None or user.pk == only.pk]
    return sum(
        _send(workspace, user, kind, subject, template, context)
        for user in people
        if tell_once(workspace, user, f"{kind}:{key}")
    )


def _send(
    workspace: Workspace, user: User, kind: str, subject: Subject, template: str, context: Mapping[str, Any]
) -> bool:
    off = settings.BASE_URL + reverse("public:notice_off", args=[token(user, workspace, kind)])
    with translation.override(user.language or settings.LANGUAGE_CODE):
        mail = EmailMessage(
            " ".join(f"Sendwell: {subject()}".split()),
            render_to_string(template, {**context, **_footer(workspace, kind, off)}),
            settings.DEFAULT_FROM_EMAIL,
            [user.email],
            # RFC 8058: the mail program posts to it without a cookie.
            headers={"List-Unsubscribe": f"<{off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        )
    try:
        return bool(mail.send())
    except (OSError, SMTPException):
        log.exception("A mail (%s) about %s could not be sent", kind, workspace.public_id)
        return False


def _footer(workspace: Workspace, kind: str, off: str) -> dict[str, Any]:
    page = settings.BASE_URL + reverse("dashboard:notifications")
    return {"workspace": workspace, "notice": BY_NAME[kind].label, "off_link": off, "choices_link": page}
