"""A thread: its bubbles, and between them what the team said and did among itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.dashboard.threads.bubbles import Bubble, bubbles
from apps.messaging.inbox import texts
from apps.messaging.models import Conversation, Message, Remark

SIZE = 50
MOST_REMARKS = 100  # between the texts of a page


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in words. `is_note`: somebody wrote it; else it says what was done."""

    text: str
    who: str
    is_note: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A bubble or a note; `day` is set on the first line of a day."""

    at: datetime
    day: date | None
    bubble: Bubble | None = None
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """A page of lines in the order they were written; `older` marks the page before, 0 at the start."""

    lines: list[Line]
    older: int


def thread(conversation: Conversation, before: int = 0) -> Thread:
    """The newest texts, or those before a mark, with the remarks of their time."""
    rows = texts(conversation)
    until = rows.filter(pk=before).values_list("created_at", flat=True).first() if before else None
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: SIZE + 1])
    shown = list(reversed(found[:SIZE]))
    older = shown[0].pk if len(found) > SIZE else 0
    since = shown[0].created_at if older else None
    return Thread(_lines(conversation, shown, _remarks(conversation, since, until)), older)


def _remarks(conversation: Conversation, since: datetime | None, until: datetime | None) -> list[Remark]:
    rows = Remark.objects.of(conversation.workspace_id).filter(conversation=conversation)
    rows = rows.filter(at__gte=since) if since else rows
    rows = rows.filter(at__lt=until) if until else rows
    return list(rows.select_related("to").order_by("-id")[:MOST_REMARKS])


def _lines(conversation: Conversation, shown: Sequence[Message], remarks: Sequence[Remark]) -> list[Line]:
    found = [Line(one.message.created_at, None, bubble=one) for one in bubbles(conversation, shown)]
    found += _notes(remarks)
    found.sort(key=lambda line: line.at)  # lasting: of one moment the texts keep their order
    days = [localtime(line.at).date() for line in found]
    return [
        Line(line.at, day if not place or days[place - 1] != day else None, line.bubble, line.note)
        for place, (line, day) in enumerate(zip(found, days, strict=True))
    ]


def _notes(remarks: Sequence[Remark]) -> list[Line]:
    """One query for their authors."""
    users = User.objects.filter(email__in={one.by for one in remarks}) if remarks else []
    names = {user.email: user.get_short_name() for user in users}
    return [Line(one.at, None, note=_note(one, names.get(one.by, one.by))) for one in reversed(remarks)]


def _note(remark: Remark, who: str) -> Note:
    if remark.kind == Remark.Kind.NOTE:
        return Note(remark.body, who, is_note=True)
    if remark.to is None:
        return Note(_("%(who)s left this to whoever is free") % {"who": who}, who, is_note=False)
    if remark.to.email == remark.by:
        return Note(_("%(who)s took this on") % {"who": who}, who, is_note=False)
    given = _("%(who)s gave this to %(other)s") % {"who": who, "other": remark.to.get_short_name()}
    return Note(given, who, is_note=False)
