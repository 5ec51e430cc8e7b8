"""The people of a campaign, by what became of them."""

from collections.abc import Callable

from django.db.models import Q

from apps.campaigns.models import Campaign, Recipient, Recipients
from apps.common import clock

Outcome = Recipient.Outcome


def _messages(*states: str) -> Q:
    return Q(message__state__in=states)


def _due() -> Q:
    return _messages("queued") & (Q(message__not_before__lte=clock.now()) | Q(message__held_by=""))


def _held() -> Q:
    return _messages("queued") & Q(message__not_before__gt=clock.now()) & ~Q(message__held_by="")


# In the words of Progress: every person is in exactly one of these.
PLACES: dict[str, Callable[[], Q]] = {
    "pending": lambda: Q(outcome=Outcome.PENDING),
    "skipped": lambda: Q(outcome=Outcome.SKIPPED) & ~Q(rule=""),
    "held": _held,
    "queued": _due,
    "sending": lambda: _messages("sending"),
    "unsure": lambda: _messages("unsure"),
    "sent": lambda: _messages("sent"),
    "delivered": lambda: _messages("delivered"),
    "failed": lambda: _messages("failed"),
    "refused": lambda: _messages("refused"),
    "canceled": lambda: _messages("canceled"),
}


def people(campaign: Campaign, place: str = "", rule: str = "", *, in_order: bool = False) -> Recipients:
    """Recipients in one place ("" for all), or skipped by one rule.

    `in_order`: to be read in the order of (campaign_id, id), as their index is. Then the campaign is
    asked for as a range: told that it is one, the database walked all recipients by their keys until it
    came to those of this campaign (6 s of ten million).
    """
    rows = Recipient.objects.of(campaign.workspace_id)
    if in_order:
        rows = rows.filter(campaign__gte=campaign.pk, campaign__lte=campaign.pk)
    else:
        rows = rows.filter(campaign=campaign)
    if place:
        rows = rows.filter(PLACES[place]())
    if rule:
        rows = rows.filter(outcome=Outcome.SKIPPED, rule=rule)
    return rows.select_related("contact", "message")
