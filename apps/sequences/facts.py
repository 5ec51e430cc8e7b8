"""What must be known of a batch before it goes on: one query a question, whatever the number of people."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_noop as _

from apps.audiences import spec as audiences
from apps.audiences.queries import members
from apps.common.among import Among
from apps.compliance.models import Suppression
from apps.contacts.models import Contact
from apps.messaging.models import Message
from apps.messaging.states import State
from apps.sequences.models import Enrolment, Passage
from apps.sequences.states import Outcome
from apps.sequences.steps import Branch, IfAudience, IfReply, IfText

Rows = Sequence[Enrolment]
OPT_OUT = Suppression.Kind.OPT_OUT


def opted_out(workspace_id: int, rows: Rows) -> set[int]:
    """Those of these enrolments whose number asked for no more: of anybody, or of a sender that texted them
    in this sequence."""
    phones = {row.contact.phone for row in rows if row.contact}
    standing = Suppression.objects.of(workspace_id).standing().filter(Among("phone", phones), kind=OPT_OUT)
    out: set[tuple[str, int | None]] = set(standing.values_list("phone", "sender_id")) if phones else set()
    of = {row.pk: row.contact.phone for row in rows if row.contact}
    everybody = {pk for pk, phone in of.items() if (phone, None) in out}
    somebody = {phone for phone, _ in out}
    asked = [pk for pk, phone in of.items() if pk not in everybody and phone in somebody]
    return everybody | {pk for pk, sender in _senders(workspace_id, asked) if (of[pk], sender) in out}


def _senders(workspace_id: int, ids: list[int]) -> list[tuple[int, int]]:
    """(enrolment, sender) of every text that was queued for these."""
    if not ids:
        return []
    passed = Passage.objects.of(workspace_id).filter(Among("enrolment_id", ids), outcome=Outcome.TEXTED)
    return list(passed.values_list("enrolment_id", "message__sender_id"))


def inside(workspace_id: int, spec: audiences.Spec, rows: Rows) -> set[int]:
    """Those of these enrolments whose person is in the audience now."""
    people = {row.contact_id for row in rows if row.contact_id}
    found = members(workspace_id, spec).filter(Among("pk", people)).values_list("pk", flat=True)
    within = set(found)
    return {row.pk for row in rows if row.contact_id in within}


def replied(
    workspace_id: int, since: Mapping[int, datetime], rows: Rows, words: Collection[str] = ()
) -> set[int]:
    """Those who wrote after their moment: enrolment id → moment. With `words`: one of them among theirs."""
    asked = {row.contact_id: since[row.pk] for row in rows if row.contact_id and row.pk in since}
    if not asked:
        return set()
    texts = Message.objects.of(workspace_id).filter(
        Among("contact_id", asked), direction=Message.Direction.IN, created_at__gt=min(asked.values())
    )
    wrote = {
        contact
        for contact, at, body in texts.values_list("contact_id", "created_at", "body")
        if at > asked[contact] and _says(body, words)
    }
    return {row.pk for row in rows if row.contact_id in wrote}


def _says(body: str, words: Collection[str]) -> bool:
    """Whole words, whatever their case: "yes" is in "Yes, please" and not in "yesterday"."""
    if not words:
        return True
    said = f" {' '.join(''.join(c if c.isalnum() else ' ' for c in body.lower()).split())} "
    return any(f" {word} " in said for word in words)


def answers(workspace_id: int, step: Branch, rows: Rows) -> set[int]:
    """Those of these enrolments for whom the answer to a branch's question is yes."""
    match step:
        case IfAudience():
            return inside(workspace_id, step.audience, rows)
        case IfReply():
            return replied(workspace_id, _since(workspace_id, step.since, rows), rows, step.words)
        case IfText():
            return _became(workspace_id, step, rows)
    raise NotImplementedError(step.kind)


def _since(workspace_id: int, text: str, rows: Rows) -> dict[int, datetime]:
    """Since when a reply counts; who never got that text has not answered it."""
    if not text:
        return {row.pk: row.enrolled_at for row in rows}
    return {
        pk: message.sent_at for pk, message in _texts(workspace_id, text, rows).items() if message.sent_at
    }


def _texts(workspace_id: int, step: str, rows: Rows) -> dict[int, Message]:
    """The newest text that each of these got at this step."""
    passed = Passage.objects.of(workspace_id).filter(
        Among("enrolment_id", [row.pk for row in rows]),
        step=step,
        outcome=Outcome.TEXTED,
        message__isnull=False,
    )
    found = passed.select_related("message").order_by("visit")
    return {row.enrolment_id: row.message for row in found if row.message}


def _became(workspace_id: int, step: IfText, rows: Rows) -> set[int]:
    texts = _texts(workspace_id, step.text, rows)
    if step.became == "replied":
        since = {pk: one.sent_at for pk, one in texts.items() if one.sent_at}
        return replied(workspace_id, since, rows)
    return {pk for pk, one in texts.items() if BECAME[step.became](one)}


BECAME: dict[str, Callable[[Message], bool]] = {
    "sent": lambda message: message.sent_at is not None,
    "delivered": lambda message: message.state == State.DELIVERED,
    "failed": lambda message: message.state in (State.FAILED, State.REFUSED),
}


def last_texts(workspace_id: int, ids: Collection[int]) -> dict[int, str]:
    """Enrolment id → the step of the newest text that was queued for them."""
    if not ids:
        return {}
    passed = Passage.objects.of(workspace_id).filter(Among("enrolment_id", ids), outcome=Outcome.TEXTED)
    return dict(passed.order_by("visit").values_list("enrolment_id", "step"))


def gone(contact: Contact | None) -> tuple[str, str] | None:
    """Why nobody is there to go on: (why, reason)."""
    if contact is None:
        return "contact_deleted", _("The contact was deleted.")
    if contact.status == Contact.Status.ARCHIVED:
        return "archived", _("The contact was archived.")
    return None
