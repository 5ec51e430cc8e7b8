"""Orders and receipts as tests write them."""

from typing import Any

from apps.carriers.contract import Parsed
from apps.carriers.outcomes import Inbound, Receipt
from apps.contacts.models import Contact
from apps.messaging import pipeline, receipts
from apps.messaging.drafts import Draft, Order
from apps.messaging.models import Message
from apps.senders.models import Sender
from tests.world import Tenant

_keys = iter(range(1_000_000))


def order(tenant: Tenant, body: str = "Hi {first_name}, sale today. STOP to end", **more: Any) -> Order:
    values: dict[str, Any] = {
        "kind": Message.Kind.MARKETING,
        "charge_key": f"t{next(_keys)}",
        "charge_text": "Test",
    }
    return Order(workspace=tenant.workspace, body=body, **{**values, **more})


def send(tenant: Tenant, *contacts: Contact, **more: Any) -> list[Draft]:
    return pipeline.send(order(tenant, **more), contacts)


def queued(tenant: Tenant, contact: Contact, **more: Any) -> Message:
    """Queue one text and answer its row."""
    (draft,) = send(tenant, contact, **more)
    assert draft.message is not None, draft.verdict
    return draft.message


def told(sender: Sender, message: Message, *statuses: str) -> None:
    """The carrier posts these receipts for a message, in this order."""
    said = [Receipt("", message.public_id, status, "", "", None) for status in statuses]  # type: ignore[arg-type]
    for one in said:
        receipts.take(sender.carrier, Parsed(receipts=(one,)))


def texted(sender: Sender, contact: Contact | str, body: str, carrier_id: str = "") -> None:
    """A phone texts one of our senders."""
    phone = contact if isinstance(contact, str) else contact.phone
    text = Inbound(carrier_id or f"in-{next(_keys)}", phone, sender.address, body, None)
    receipts.take(sender.carrier, Parsed(inbound=(text,)))
