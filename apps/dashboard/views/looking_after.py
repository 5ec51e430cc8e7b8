"""Who looks after a conversation, and notes for the team."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts.roles import REPLY
from apps.common.refusals import Refusal
from apps.dashboard.forms.inbox import NoteForm, ReplyForm
from apps.dashboard.pages import show, wants_part
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.threads.box import box, here, told
from apps.dashboard.threads.pulse import pulse
from apps.dashboard.threads.team import hand
from apps.dashboard.views.inbox import listed, of
from apps.messaging import conversations
from apps.messaging.models import Conversation
from apps.messaging.teamwork import actions


@needs(REPLY)
@require_POST
def look_after(request: Request, conversation_id: str) -> HttpResponse:
    """POST: do = close, open, mine, nobody, or give with hand (a seat's key; "" is nobody)."""
    conversation = of(request, conversation_id)
    match request.POST.get("do"):
        case "close":
            conversations.set_open(conversation, False)
            messages.success(request, _("Closed. It opens by itself when they write."))
            return redirect("dashboard:inbox")
        case "open":
            conversations.set_open(conversation, True)
        case "mine":
            actions.assign(conversation, request.user, request.user.email)
        case "nobody":
            actions.assign(conversation, None, request.user.email)
        case "give":
            _give(request, conversation)
    return redirect("dashboard:conversation", conversation.public_id)


def _give(request: Request, conversation: Conversation) -> None:
    number = request.POST.get("hand", "")
    user = hand(request.workspace, number)
    if number and user is None:
        messages.error(request, _("Choose somebody who may answer."))
    elif actions.assign(conversation, user, request.user.email):
        has_it = (
            _("%(who)s has it now.") % {"who": user.get_full_name()} if user else _("Whoever is free has it.")
        )
        messages.success(request, has_it)


@needs(REPLY)
@require_POST
def note(request: Request, conversation_id: str) -> HttpResponse:
    """POST: note, public_id. Kept in the thread, never sent."""
    conversation = of(request, conversation_id)
    form = NoteForm(request.POST)
    if form.is_valid() and _keep(request, conversation, form):
        if not wants_part(request):
            return redirect("dashboard:conversation", conversation.public_id)
        form = NoteForm()
    return _noted(request, conversation, form)


def _keep(request: Request, conversation: Conversation, form: NoteForm) -> bool:
    given = form.cleaned_data
    try:
        actions.note(conversation, given["note"], request.user.email, public_id=given["public_id"])
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def _noted(request: Request, shown: Conversation, form: NoteForm) -> HttpResponse:
    others = here(request, shown)
    context = {"at": shown.public_id, **box(request, shown, ReplyForm(), others), **told(request, shown)}
    context |= {"note_form": form, "mark": pulse(shown, context["standing"], others)}
    status = 422 if form.errors else 200
    if wants_part(request):
        return show(request, "inbox/_noted", context)
    return show(request, "inbox/show", {**context, **listed(request)}, status=status)
