"""How long a text is, as it will be sent."""

from apps.contacts.models import Contact
from apps.copywriting.encoding import Measure, measure
from apps.copywriting.merge import compile_template
from apps.messaging.drafts import values


def filled(text: str, contact: Contact | None) -> str:
    """The text with the contact's values in its merge fields."""
    return compile_template(text).render(values(contact)) if contact else text


def meter_of(text: str, contact: Contact | None = None) -> Measure:
    return measure(filled(text, contact))
