"""What is asked about defined fields, and a contact's attributes held against them."""

from dataclasses import replace

from apps.accounts.models import Workspace
from apps.api.kernel import arguments
from apps.api.kernel.people import Wish as ContactWish
from apps.api.v1.read import asked
from apps.contacts import fields
from apps.contacts.custom import judging
from apps.contacts.custom.actions import Wish
from apps.contacts.models import Contact, CustomField


def one(workspace: Workspace, public_id: str) -> CustomField:
    """Of those in use. Raises NotFound."""
    row: CustomField = asked.one(CustomField.objects.of(workspace).live(), "field", "fld", public_id)
    return row


def wish(body: asked.Body) -> Wish:
    """Raises BadArgument."""
    return Wish(
        label=arguments.text(body, "label"),
        options=arguments.texts(body, "options"),
        required=arguments.flag(body, "required"),
        is_column=arguments.flag(body, "column"),
    )


def judged(workspace: Workspace, told: ContactWish, before: Contact | None = None) -> ContactWish:
    """Values of defined fields as they are kept; `before`: who is changed. Raises InvalidValue."""
    given = told.details.get("attributes")
    if not given:
        return told
    held = before.attributes if before else {}
    read = judging.judged(workspace, fields.attributes(given), held)
    return replace(told, details={**told.details, "attributes": read})
