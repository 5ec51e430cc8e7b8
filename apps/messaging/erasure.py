"""Deleting contacts, with what was said to them. What it had cost stays in the books."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_noop as _

from apps.accounts.models import Workspace
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.events import diary
from apps.events.diary import Fact
from apps.messaging import queue
from apps.messaging.models import Erasure, Message, Scheduled
from apps.messaging.states import State


class Charged(Protocol):
    """A text as it was when it was claimed; its row is gone."""

    @property
    def public_id(self) -> Any: ...
    @property
    def workspace_id(self) -> Any: ...
    @property
    def credits(self) -> Any: ...


@transaction.atomic
def delete_contacts(workspace: Workspace, ids: Sequence[int], *, reason: str, actor: str) -> int:
    """Delete contacts of this workspace with their messages and conversations; answers how many.

    What still waited is canceled and refunded first. Suppressions and consent evidence stay: they belong to
    the number. The credits of the deleted messages are kept as a sum, so that the ledger still adds up.
    """
    ours = Contact.objects.of(workspace).filter(pk__in=ids)
    named = dict(ours.values_list("pk", "public_id"))
    # First, as who turns one into a message has its row before all others.
    Scheduled.objects.of(workspace).filter(phone__in=list(ours.values_list("phone", flat=True))).delete()
    messages = Message.objects.of(workspace).filter(contact__in=list(named))
    waiting = messages.filter(state=State.QUEUED).values_list("pk", flat=True)
    queue.end(list(waiting), State.CANCELED, "contact_deleted", _("The contact was deleted."))
    queue.lock(list(messages.values_list("pk", flat=True)))  # a refund comes before the sum or after it
    spent = messages.aggregate(messages=Count("pk"), credits=Sum("credits", filter=Q(refunded=False)))
    in_hands = messages.filter(state=State.SENDING, refunded=False, credits__gt=0)
    if spent["messages"]:
        Erasure.objects.create(
            workspace=workspace,
            messages=spent["messages"],
            credits=spent["credits"] or 0,
            owed=dict(in_hands.values_list("public_id", "credits")),
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


@transaction.atomic
def refund(texts: Iterable[Charged]) -> None:
    """Give back what these cost: texts that were with their carrier while their contact was deleted, and that
    it did not take. Once, and only what was not given back before the deletion.
    """
    for text in texts:
        rows = Erasure.objects.of(text.workspace_id).filter(owed__has_key=text.public_id)
        for erased in rows.select_for_update():
            amount = erased.owed.pop(text.public_id)
            erased.credits -= amount
            erased.save(update_fields=["owed", "credits"])
            key = f"erased:{text.public_id}"
            ledger.refund(text.workspace_id, amount, key=key, description=GONE)


GONE = _("Refund: a text that did not leave, to a contact who was deleted")
