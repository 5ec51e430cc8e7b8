"""Texts as bubbles: what each became, and what one that came in has done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.campaigns.models import Campaign
from apps.common import clock
from apps.common.sentences import spoken
from apps.common.zones import zone_name
from apps.compliance.words import Meaning, classify
from apps.dashboard.dropping import doomed
from apps.messaging.models import Conversation, Message

UNDERSTOOD = {
    Meaning.opt_out: ("opted-out", _("Opted out by this text")),
    Meaning.opt_in: ("consented", _("Asks for texts")),
    Meaning.help: ("info", _("Asks for help")),
    Meaning.review: ("review", _("May be an opt-out")),
}
WORDS = {
    "queued": _("Queued"),
    "sending": _("Sending"),
    "sent": _("Sent"),
    "delivered": _("Delivered"),
    "canceled": _("Canceled"),
}


@dataclass(frozen=True, slots=True)
class Bubble:
    """`meaning`: (tone, words) of one that asked for something."""

    message: Message
    status: str
    label: str
    who: str
    meaning: tuple[str, Any] | None

    @property
    def direction(self) -> str:
        return self.message.direction

    @property
    def is_unsure(self) -> bool:
        return self.message.state == "unsure"


def bubbles(conversation: Conversation, shown: Sequence[Message]) -> list[Bubble]:
    """These texts of it, in their order."""
    writers = _writers(conversation, shown)
    doom = doomed(conversation.workspace, shown, conversation.contact.dnd)
    return [
        Bubble(
            one,
            *_fate(one, doom.get(one.pk, "")),
            who=writers.get(one.origin, "") if one.direction == Message.Direction.OUT else "",
            meaning=UNDERSTOOD.get(classify(one.body).meaning) if one.direction == "in" else None,
        )
        for one in shown
    ]


def _writers(conversation: Conversation, shown: Sequence[Message]) -> dict[str, str]:
    """What stands behind an origin: a person, a campaign, or we ourselves."""
    origins = {one.origin for one in shown}
    people = User.objects.filter(email__in=[one for one in origins if "@" in one])
    named = {user.email: user.get_short_name() for user in people}
    sent = Campaign.objects.of(conversation.workspace_id).filter(
        public_id__in=[one for one in origins if one.startswith("cmp_")]
    )
    named.update(sent.values_list("public_id", "name"))
    return {**named, "confirmation": gettext("Automatic answer"), "help": gettext("Automatic answer")}


def _fate(message: Message, doom: str) -> tuple[str, str]:
    """Tone and words. `doom`: why a text that waits will not go."""
    if doom:
        return "dropped", gettext("Will not be sent: %(why)s") % {"why": spoken(doom)}
    if message.direction == Message.Direction.IN:
        return "", ""
    if message.state == "queued" and message.not_before > clock.now():
        return "held", _held(message)
    if message.state in WORDS:
        return message.state, str(WORDS[message.state])
    if message.state == "unsure":
        return "unsure", gettext("Nobody knows whether it went out")
    code = f" ({message.error_code})" if message.error_code else ""
    why = spoken(message.error_text) or gettext("the carrier gives no reason")
    return "failed", gettext("Not delivered: %(why)s") % {"why": f"{why}{code}"}


def _held(message: Message) -> str:
    at = date_format(localtime(message.not_before), gettext("M j, H:i"))
    return gettext("Held until %(time)s") % {"time": f"{at} {zone_name()}"}
