"""What the reply box and what stands around it are made of."""

from datetime import datetime
from typing import Any

from apps.accounts.models import User
from apps.accounts.roles import REPLY, SEND
from apps.common import clock
from apps.copywriting.models import Template
from apps.dashboard.forms.inbox import NoteForm, ReplyForm
from apps.dashboard.requests import Request
from apps.dashboard.standing import standings
from apps.dashboard.threads.lines import thread
from apps.dashboard.threads.metering import meter_of
from apps.dashboard.threads.pulse import Pulse, pulse
from apps.dashboard.threads.side import side
from apps.dashboard.threads.team import hands
from apps.messaging import inbox
from apps.messaging.models import Conversation
from apps.messaging.teamwork import presence

CANNED = 50
UNITS = (("d", 86_400), ("h", 3_600), ("min", 60))


def box(
    request: Request, shown: Conversation, form: ReplyForm, others: list[presence.Other]
) -> dict[str, Any]:
    """The context of the reply box, the side and the notice of who else is here."""
    form.initial.setdefault("seen", inbox.newest(shown))
    text = str(form["body"].value() or "")
    may_reply = request.member.may(REPLY)
    return {
        "conversation": shown,
        "form": form,
        "note_form": NoteForm(),
        "meter": meter_of(text, shown.contact),
        "canned": Template.objects.of(request.workspace)[:CANNED],
        "may_reply": may_reply,
        "hands": hands(request.workspace) if may_reply else [],
        "others": others,
        **side(request.workspace, shown.contact),
    }


def told(request: Request, shown: Conversation, before: int = 0) -> dict[str, Any]:
    """The context of the lines."""
    return {"thread": thread(shown, before), "before": before, "may_send": request.member.may(SEND)}


def here(request: Request, shown: Conversation) -> list[presence.Other]:
    """Who else is here. Who may answer is written down as being here, too; who looks on disturbs nobody."""
    if request.member.may(REPLY):
        presence.come(shown, request.user)
    return presence.others(shown, request.user)


def beat(request: Request, shown: Conversation, others: list[presence.Other]) -> Pulse:
    return pulse(shown, standings(request.workspace, [shown.contact])[shown.contact_id], others)


def name_of(origin: str) -> str:
    """Of a member's e-mail address, the name that the others know."""
    user = User.objects.filter(email=origin).first()
    return user.get_short_name() if user else origin


def since(moment: datetime) -> str:
    """How long ago, in the largest unit that says something: 12 s, 3 min, 2 h, 4 d."""
    seconds = max(0, int((clock.now() - moment).total_seconds()))
    unit, size = next(((unit, size) for unit, size in UNITS if seconds >= size), ("s", 1))
    return f"{seconds // size} {unit}"
