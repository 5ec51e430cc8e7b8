"""Contract § 8: lists, and the contacts that go in or out."""

from apps.accounts.models import Workspace
from apps.api.kernel import arguments
from apps.api.kernel.refusals import BadArgument, MissingArgument
from apps.api.v1.read import asked
from apps.common.ids import parse
from apps.contacts.models import Contact
from apps.lists.models import ContactList

MOST_IDS = 10_000


def one(workspace: Workspace, public_id: str) -> ContactList:
    """Raises NotFound."""
    row: ContactList = asked.one(ContactList.objects.of(workspace), "list", "lst", public_id)
    return row


def contact_ids(workspace: Workspace, body: asked.Body, name: str = "contact_ids") -> list[int]:
    """Keys of the named contacts, in their order. Raises MissingArgument; BadArgument for one not of ours."""
    given = arguments.texts(body, name)
    if not given:
        raise MissingArgument(field=name)
    if len(given) > MOST_IDS:
        raise BadArgument(f"{name} holds at most {MOST_IDS:,} ids.", field=name)
    wanted = {one for one in given if parse("con", one)}
    rows = Contact.objects.of(workspace).filter(public_id__in=wanted)
    known = {public_id: pk for pk, public_id in rows.values_list("pk", "public_id")}
    if missing := [one for one in given if one not in known]:
        raise BadArgument(f"No such contact: '{missing[0][:60]}'.", field=name)
    return [known[one] for one in dict.fromkeys(given)]
