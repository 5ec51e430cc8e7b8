"""What a keyword does to who texted it, once they may be texted."""

from apps.common.refusals import Refusal
from apps.contacts.models import Contact
from apps.keywords import texting
from apps.keywords.models import Keyword
from apps.lists import actions as lists
from apps.messaging.models import Message
from apps.pipeline import actions as pipeline
from apps.sequences import enrolling
from apps.tags import actions as tags


def carry_out(keyword: Keyword, message: Message) -> str:
    """Tags, list, stage, sequence, then the reply; answers what of it could not be done, "" for nothing."""
    actor = keyword.public_id
    _describe(keyword, message.contact, actor)
    undone = [_enrol(keyword, message.contact, actor)]
    if keyword.reply:
        undone.append(texting.answer(message, keyword.reply, f"{actor}:r"))
    return " ".join(filter(None, undone))


def _describe(keyword: Keyword, contact: Contact, actor: str) -> None:
    if keyword.tags:
        tags.add(contact, keyword.tags, actor=actor)
    if keyword.into:
        lists.add(keyword.into, [contact.pk])
    if keyword.stage:
        pipeline.move(contact, keyword.stage.key, actor=actor)


def _enrol(keyword: Keyword, contact: Contact, actor: str) -> str:
    if keyword.sequence is None:
        return ""
    try:
        enrolling.enrol_one(keyword.sequence, contact, source="keyword", actor=actor)
    except Refusal as refusal:  # paused or ended since: the rest of the keyword holds
        return refusal.record
    return ""
