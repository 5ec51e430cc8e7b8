"""Conversations of two contacts: of the two with one sender one stays, with everything of both."""

from apps.contacts.models import Contact
from apps.messaging.models import Conversation, Message, Remark


def lock(kept: Contact, gone: Contact) -> None:
    """Whoever writes in one of theirs is through, or waits for us."""
    rows = Conversation.objects.of(kept.workspace_id).filter(contact__in=(kept, gone))
    list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))


def move(kept: Contact, gone: Contact) -> None:
    rows = Conversation.objects.of(kept.workspace_id)
    own = {row.sender_id: row for row in rows.filter(contact=kept)}
    for row in rows.filter(contact=gone).order_by("pk"):
        if other := own.get(row.sender_id):
            _into(other, row)
        else:
            rows.filter(pk=row.pk).update(contact=kept)


def _into(kept: Conversation, gone: Conversation) -> None:
    of = kept.workspace_id
    for model in (Message, Remark):
        model.objects.of(of).filter(conversation=gone).update(conversation=kept)
    newest = max(kept, gone, key=lambda row: row.last_at)
    heard = [at for at in (kept.last_inbound_at, gone.last_inbound_at) if at]
    Conversation.objects.of(of).filter(pk=kept.pk).update(
        unread=kept.unread + gone.unread,
        is_open=kept.is_open or gone.is_open,
        assigned_to=kept.assigned_to_id or gone.assigned_to_id,
        preview=newest.preview,
        last_at=newest.last_at,
        last_inbound_at=max(heard, default=None),
        started_at=min(kept.started_at, gone.started_at),
    )
    Conversation.objects.of(of).filter(pk=gone.pk).delete()
