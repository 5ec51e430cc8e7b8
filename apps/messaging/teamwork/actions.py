"""Notes, and who looks after a conversation."""

from django.db import IntegrityError, transaction

from apps.accounts.models import User
from apps.common.ids import parse
from apps.events import diary
from apps.messaging.models import Conversation
from apps.messaging.teamwork.models import LONGEST, Remark
from apps.messaging.teamwork.refusals import EmptyNote, NoteTooLong


def note(conversation: Conversation, body: str, by: str, *, public_id: str = "") -> Remark:
    """Leave a note for the team. Raises EmptyNote, NoteTooLong.

    `public_id`: chosen when the form was shown, so that sending it twice keeps one note.
    """
    text = body.replace("\0", "").replace("\r\n", "\n").strip()
    if not text:
        raise EmptyNote
    if len(text) > LONGEST:
        raise NoteTooLong
    if not parse("nte", public_id):
        return _remark(conversation, Remark.Kind.NOTE, by, body=text)
    mine = Remark.objects.of(conversation.workspace_id).filter(conversation=conversation, public_id=public_id)
    if made := mine.first():
        return made
    try:
        with transaction.atomic():
            return _remark(conversation, Remark.Kind.NOTE, by, body=text, public_id=public_id)
    except IntegrityError:  # the same form, sent twice at the same moment; or an id that is another's
        return mine.first() or _remark(conversation, Remark.Kind.NOTE, by, body=text)


@transaction.atomic
def assign(conversation: Conversation, user: User | None, by: str) -> bool:
    """Say who answers; None: whoever is free. Says whether it changed; the thread then has a line of it."""
    rows = Conversation.objects.of(conversation.workspace_id).filter(pk=conversation.pk)
    others = rows.exclude(assigned_to=user) if user else rows.exclude(assigned_to=None)
    if not others.update(assigned_to=user):
        return False
    conversation.assigned_to = user
    _remark(conversation, Remark.Kind.ASSIGNED, by, to=user)
    if user:
        diary.record(
            conversation.workspace_id,
            "conversation.assigned",
            conversation.public_id,
            contact_id=conversation.contact_id,
            actor=by[:120],
            to=user.pk,
        )
    return True


def _remark(
    conversation: Conversation,
    kind: str,
    by: str,
    *,
    body: str = "",
    to: User | None = None,
    public_id: str = "",
) -> Remark:
    made = Remark(
        workspace_id=conversation.workspace_id,
        conversation=conversation,
        kind=kind,
        body=body,
        by=by[:120],
        to=to,
    )
    if public_id:
        made.public_id = public_id
    made.save(force_insert=True)
    return made
