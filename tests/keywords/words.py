"""Texts that come in, and what we answer by ourselves."""

from typing import Any

from apps.contacts.models import Contact
from apps.events import diary
from apps.keywords import actions
from apps.keywords.actions import Wish
from apps.keywords.models import Keyword
from apps.messaging.models import Message
from tests.messaging.orders import texted
from tests.world import Tenant


def keyword(tenant: Tenant, word: str = "PIZZA", **wish: Any) -> Keyword:
    return actions.keep(tenant.workspace, Wish(word, **({"reply": "Half price today."} | wish)))


def says(tenant: Tenant, contact: Contact, body: str) -> Message:
    """The text comes in, and the clock tells who listens."""
    texted(tenant.sender, contact, body)
    while diary.react():
        pass
    return said_last(tenant)


def said_last(tenant: Tenant) -> Message:
    """The newest text that came in."""
    return Message.objects.of(tenant.workspace).filter(direction="in").latest("pk")


def answers(tenant: Tenant, contact: Contact) -> list[str]:
    """Our texts to this person, oldest first, without the confirmations of STOP, START and HELP."""
    sent = Message.objects.of(tenant.workspace).filter(contact=contact, direction="out", kind="reply")
    return list(sent.order_by("pk").values_list("body", flat=True))
