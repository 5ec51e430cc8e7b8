"""Answering one inbound text: as a keyword, as what came outside of the open hours, or as not understood.

What compliance understands (STOP, START, HELP, a YES that was asked for, a doubt) was acted on already, in
the transaction that stored the text, and is no keyword and gets no second answer.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, QuerySet

from apps.common import clock, weeks
from apps.compliance.words import Meaning, classify
from apps.events import diary
from apps.keywords import effects, joining, machines, matching, pacing, texting
from apps.keywords.models import AutoReply, Keyword, Use
from apps.messaging.models import Message

Kind, Outcome = Use.Kind, Use.Outcome
# Somebody whom a person answered this lately is talking with them.
TALKING = timedelta(hours=24)
HEARD = (Meaning.opt_out, Meaning.help, Meaning.review)


def answer(message: Message) -> None:
    """Answer this text if something is to be answered, once."""
    meaning = classify(message.body).meaning
    if meaning in HEARD:
        return
    if keyword := matching.find(message):
        _as_keyword(keyword, message)
    elif meaning is Meaning.none:
        _otherwise(message)


@transaction.atomic
def _as_keyword(keyword: Keyword, message: Message) -> None:
    use = _begun(message, Kind.KEYWORD, keyword)
    if use is None:
        return
    use.outcome, use.note = _used(keyword, message)
    use.save(update_fields=["outcome", "note"])
    Keyword.objects.of(message.workspace_id).filter(pk=keyword.pk).update(
        uses=F("uses") + 1, last_used_at=clock.now()
    )
    diary.record(
        message.workspace_id,
        "keyword.used",
        keyword.public_id,
        contact_id=message.contact_id,
        word=keyword.word,
        message=message.public_id,
        outcome=str(use.outcome),
    )


def _used(keyword: Keyword, message: Message) -> tuple[str, str]:
    """(outcome, note). The order matters: a machine and a loop leave no trace on the contact."""
    if machines.is_machine(message):
        return Outcome.MACHINE, ""
    if not joining.may_use(keyword, message):
        return Outcome.OPTED_OUT, ""
    if not pacing.may_answer(message.workspace_id, message.phone):
        return Outcome.TOO_MANY, ""
    if keyword.consent == Keyword.Consent.DOUBLE:
        outcome, undone = joining.ask(keyword, message)
        if outcome == Outcome.ASKED:
            return (Outcome.STOPPED if undone else outcome), undone[:200]
    elif keyword.consent == Keyword.Consent.SINGLE:
        joining.join(keyword, message)
    undone = effects.carry_out(keyword, message)
    return (Outcome.STOPPED if undone else Outcome.DONE), undone[:200]


@transaction.atomic
def confirmed(workspace_id: int, contact_id: int) -> None:
    """They replied YES: what the keyword that asked them promised is done now, once."""
    asked = Use.objects.of(workspace_id).filter(contact=contact_id, outcome=Outcome.ASKED)
    use = asked.select_for_update(of=("self",), no_key=True).order_by("-pk").first()
    if use is None or use.keyword is None:
        return
    asked.exclude(pk=use.pk).update(outcome=Outcome.CONFIRMED)  # asked twice, confirmed once
    message = _whole(workspace_id).get(pk=use.message_id)
    use.note = effects.carry_out(use.keyword, message)[:200]
    use.outcome = Outcome.STOPPED if use.note else Outcome.CONFIRMED
    use.save(update_fields=["outcome", "note"])


@transaction.atomic
def _otherwise(message: Message) -> None:
    found = AutoReply.objects.of(message.workspace_id).first()
    if found is None:
        return
    if found.away and _is_closed(message):
        _once(message, found, Kind.AWAY, found.away, "away_at")
    elif found.otherwise and not _is_talking(message):
        _once(message, found, Kind.OTHERWISE, found.otherwise, "otherwise_at")


def _once(message: Message, found: AutoReply, kind: Use.Kind, text: str, column: str) -> None:
    place, phone = message.workspace_id, message.phone
    if joining.is_out(message) or machines.is_machine(message):
        return
    if Use.objects.of(place).filter(message=message).exists():
        return
    if not pacing.once(place, phone, column, found.hours) or not pacing.may_answer(place, phone):
        return
    if (use := _begun(message, kind)) is None:
        return
    use.note = texting.answer(message, text, f"auto:{kind}")[:200]
    use.outcome = Outcome.STOPPED if use.note else Outcome.DONE
    use.save(update_fields=["outcome", "note"])
    diary.record(place, "message.auto_replied", use.public_id, contact_id=message.contact_id, kind=str(kind))


def _begun(message: Message, kind: Use.Kind, keyword: Keyword | None = None) -> Use | None:
    """The row of this use, made now; None when this text was taken up before."""
    row = Use(
        workspace_id=message.workspace_id,
        kind=kind,
        keyword=keyword,
        message=message,
        contact_id=message.contact_id,
    )
    Use.everywhere.bulk_create([row], ignore_conflicts=True)
    return Use.objects.of(message.workspace_id).filter(message=message, public_id=row.public_id).first()


def _is_closed(message: Message) -> bool:
    """By the workspace's open hours; a workspace that names none never closes."""
    week = weeks.week(message.workspace.open_hours)
    if week is None:
        return False
    local = clock.now().astimezone(ZoneInfo(message.workspace.timezone))
    window = week.on(local.date())
    return window is None or not window.holds(local.time())


def _is_talking(message: Message) -> bool:
    """Whether a person of the team wrote to them of late: their address stands as the text's origin."""
    sent = Message.objects.of(message.workspace_id).filter(
        conversation=message.conversation_id,
        direction=Message.Direction.OUT,
        origin__contains="@",
        created_at__gt=clock.now() - TALKING,
    )
    return sent.exists()


def _whole(workspace_id: int) -> "QuerySet[Message]":
    """Inbound texts with all that an answer needs."""
    return Message.objects.of(workspace_id).select_related(
        "workspace", "contact", "sender__carrier", "conversation__contact", "conversation__sender"
    )


def inbound(workspace_id: int, public_id: str) -> Message | None:
    """The text that an event tells of; None when it is gone, with its contact."""
    return _whole(workspace_id).filter(public_id=public_id, direction=Message.Direction.IN).first()
