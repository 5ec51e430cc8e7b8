"""Notices that events cause (config/reactions.py). A second call for one event sends nothing.

Who gets which is each person's own choice (Settings, Notifications; apps/accounts/notices).
"""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.campaigns.models import Campaign
from apps.common import clock
from apps.compliance import reviews
from apps.credits.ledger import account_of
from apps.credits.queries import runway
from apps.dashboard.mailing import tell
from apps.events.models import Event
from apps.imports.models import Import
from apps.messaging.models import Conversation
from apps.sequences.models import Enrolment

# Who watched an import that was done in a minute needs no mail about it.
LONG = timedelta(minutes=1)


def credits_low(event: Event) -> None:
    """Once for each crossing."""
    place = event.workspace
    context = {
        "runway": runway(place),
        "threshold": account_of(place).low_balance_threshold,
        "link": page_of("credits"),
    }
    _tell(event, "credits_low", "dashboard/credits/mail.txt", context)


def webhook_disabled(event: Event) -> None:
    """Of an address that was switched off for its failures; who did it by hand knows it."""
    if event.actor:
        return
    context = {name: event.facts.get(name, "") for name in ("url", "reason")}
    context |= {"link": page_of("webhook", event.subject)}
    _tell(event, "webhook_disabled", "dashboard/webhooks/mail.txt", context)


def campaign_completed(event: Event) -> None:
    """To who made it."""
    campaign = Campaign.objects.of(event.workspace).filter(public_id=event.subject).first()
    if campaign and campaign.created_by:
        context = {"campaign": campaign, "link": page_of("campaign_show", campaign.public_id)}
        _tell(event, "campaign_finished", "dashboard/notices/campaign.txt", context, only=campaign.created_by)


def import_finished(event: Event) -> None:
    """To who made it, when there was something to wait for."""
    found = Import.objects.of(event.workspace).filter(public_id=event.subject).first()
    if found is None or not found.created_by or clock.now() - found.created_at < LONG:
        return
    context = {"import": found, "link": page_of("import", found.public_id)}
    _tell(event, "import_finished", "dashboard/notices/import.txt", context, only=found.created_by)


def review_waiting(event: Event) -> None:
    """At most once a day, with how many wait."""
    context = {"waiting": reviews.waiting(event.workspace_id).count(), "link": page_of("compliance")}
    _tell(event, "review_waiting", "dashboard/notices/review.txt", context, key=_today())


def sequence_stuck(event: Event) -> None:
    """At most once a day for each sequence."""
    rows = Enrolment.objects.of(event.workspace).filter(public_id=event.subject)
    if (row := rows.select_related("sequence").first()) is None:
        return
    context = {
        "sequence": row.sequence,
        "reason": event.facts.get("reason", ""),
        "link": page_of("sequence", row.sequence.public_id),
    }
    key = f"{row.sequence.public_id}:{_today()}"
    _tell(event, "sequence_stuck", "dashboard/notices/sequence.txt", context, key=key)


def conversation_assigned(event: Event) -> None:
    """To who has it now, unless they took it themself."""
    to = User.objects.filter(pk=event.facts.get("to") or 0).first()
    if to is None or to.email == event.actor:
        return
    rows = Conversation.objects.of(event.workspace).filter(public_id=event.subject)
    if found := rows.select_related("contact").first():
        context = {
            "contact": found.contact,
            "by": event.actor,
            "link": page_of("conversation", found.public_id),
        }
        _tell(event, "conversation_assigned", "dashboard/notices/assigned.txt", context, only=to)


def _tell(
    event: Event,
    kind: str,
    template: str,
    context: dict[str, object],
    *,
    key: str = "",
    only: User | None = None,
) -> None:
    name = event.workspace.name
    tell(
        event.workspace,
        kind,
        key or event.public_id,
        lambda: subject_of(kind, name),
        template,
        context,
        only=only,
    )


def subject_of(kind: str, workspace: str) -> str:
    """What the mail is called, in the active language."""
    return {
        "credits_low": _("credits of %(workspace)s are running low"),
        "webhook_disabled": _("a webhook of %(workspace)s was switched off"),
        "campaign_finished": _("a campaign of %(workspace)s has ended"),
        "import_finished": _("an import into %(workspace)s has ended"),
        "review_waiting": _("replies to %(workspace)s wait for a decision"),
        "sequence_stuck": _("people are stuck in a sequence of %(workspace)s"),
        "conversation_assigned": _("a conversation of %(workspace)s is yours"),
        "replies_digest": _("unread replies to %(workspace)s"),
    }[kind] % {"workspace": workspace}


def _today() -> str:
    return f"{clock.now():%Y-%m-%d}"


def page_of(route: str, *ids: str) -> str:
    return f"{settings.BASE_URL}{reverse(f'dashboard:{route}', args=ids)}"
