"""Deleting contacts, with what was said to them. What it had cost stays in the books."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count, Q, Sum

from apps.accounts.models import Workspace
from apps.contacts.models import Contact
from apps.events import diary
from apps.events.diary import Fact
from apps.messaging import queue
from apps.messaging.models import Erasure, Message
from apps.messaging.states import State


@transaction.atomic
def delete_contacts(workspace: Workspace, ids: Sequence[int], *, reason: str, actor: str) -> int:
    """Delete contacts of this workspace with their messages and conversations; answers how many.

    What still waited is canceled and refunded first. Suppressions and consent evidence stay: they belong to
    the number. The credits of the deleted messages are kept as a sum, so that the ledger still adds up.
    """
    ours = Contact.objects.of(workspace).filter(pk__in=ids)
    named = dict(ours.values_list("pk", "public_id"))
    messages = Message.objects.of(workspace).filter(contact__in=list(named))
    waiting = messages.filter(state__in=(State.QUEUED, State.PAUSED)).values_list("pk", flat=True)
    queue.end(list(waiting), State.CANCELED, "contact_deleted", "The contact was deleted.")
    queue.lock(list(messages.values_list("pk", flat=True)))  # a refund comes before the sum or after it
    spent = messages.aggregate(messages=Count("pk"), credits=Sum("credits", filter=Q(refunded=False)))
    if spent["messages"]:
        Erasure.objects.create(
            workspace=workspace,
            messages=spent["messages"],
            credits=spent["credits"] or 0,
            reason=reason[:120],
        )
    ours.delete()
    diary.record_many(
        workspace,
        [
            Fact("contact.deleted", public_id, pk, {"reason": reason}, actor[:120])
            for pk, public_id in named.items()
        ],
    )
    return len(named)
