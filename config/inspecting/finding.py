"""Which text is meant: by public id, by the number it went to or came from, by the carrier's id."""

from typing import Any

from django.db.models import QuerySet

from apps.accounts.admin_search import PHONE
from apps.common.ids import parse
from apps.contacts.models import Contact
from apps.messaging.models import Message
from apps.webhooks.models import Delivery

MOST = 50


def messages(text: str) -> list[Message]:
    """The newest 50 that fit, of all workspaces. Each of the three questions is answered by an index."""
    rows: QuerySet[Any] = Message.everywhere.select_related("workspace", "sender").order_by("-pk")
    word = text.strip()
    if parse("msg", word):
        return list(rows.filter(public_id=word))
    found = list(rows.filter(carrier_ref=word)[:MOST]) if word else []
    return found or _by_number(rows, word)


def _by_number(rows: QuerySet[Any], word: str) -> list[Message]:
    digits = word.replace(" ", "").replace("-", "").replace("(", "").replace(")", "")
    if not PHONE.fullmatch(digits):
        return []
    people = Contact.everywhere.filter(phone=f"+{digits.lstrip('+')}").order_by()[:MOST]
    texts = [one for person in people for one in rows.filter(contact=person)[:MOST]]
    return sorted(texts, key=lambda one: -one.pk)[:MOST]


def deliveries(text: str) -> list[Delivery]:
    """By its own id alone; the lists of the admin find the others."""
    word = text.strip()
    return list(Delivery.everywhere.filter(public_id=word)) if parse("dlv", word) else []
