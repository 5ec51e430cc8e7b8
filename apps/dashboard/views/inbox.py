"""The inbox: conversations, and the thread of one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.roles import REPLY, VIEW
from apps.dashboard.forms.inbox import ReplyForm
from apps.dashboard.pages import one, show, wants_part
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.threads import pulse
from apps.dashboard.threads.box import beat, box, here, told
from apps.dashboard.threads.listing import LABELS, listing, which
from apps.dashboard.threads.metering import meter_of
from apps.messaging import conversations
from apps.messaging.models import Conversation
from apps.messaging.teamwork import presence


def of(request: Request, conversation_id: str) -> Conversation:
    """The conversation of this workspace, or a 404."""
    rows = Conversation.objects.of(request.workspace)
    return one(rows.select_related("contact", "sender__carrier", "assigned_to", "workspace"), conversation_id)


def listed(request: Request) -> dict[str, Any]:
    name = which(request.GET.get("show", ""))
    return {
        "listing": listing(request.workspace, request.user, name, request.GET.get("after", "")),
        "filters": LABELS.items(),
    }


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: ?show= after= at= (the conversation that is open beside the list)."""
    at = request.GET.get("at", "")
    return show(request, "inbox/index", {**listed(request), "at": at}, part="inbox/_polled")


@needs(VIEW)
@require_safe
def conversation(request: Request, conversation_id: str) -> HttpResponse:
    """GET: ?show= before= (a mark in the thread). Who may answer has read it by opening it."""
    return page(request, of(request, conversation_id), ReplyForm())


def page(request: Request, shown: Conversation, form: ReplyForm) -> HttpResponse:
    """The whole inbox with one conversation open; for htmx its reply box alone."""
    others = here(request, shown)
    context = {"at": shown.public_id, **box(request, shown, form, others)}
    context["mark"] = pulse.pulse(shown, context["standing"], others)
    if wants_part(request):
        return show(request, "inbox/_answered", {**context, **told(request, shown)})
    _read(request, shown)
    before = request.GET.get("before", "")
    context.update(told(request, shown, int(before) if before.isdecimal() and len(before) < 18 else 0))
    return show(request, "inbox/show", {**context, **listed(request)}, status=422 if form.errors else 200)


def _read(request: Request, shown: Conversation) -> None:
    if shown.unread and request.member.may(REPLY):
        conversations.mark_read(shown)


@needs(VIEW)
@require_safe
def live(request: Request, conversation_id: str) -> HttpResponse:
    """GET: ?mark= of what is shown. 204 when there is nothing new, which costs ten small reads."""
    shown = of(request, conversation_id)
    others = here(request, shown)
    now, before = beat(request, shown, others), pulse.read(request.GET.get("mark", ""))
    if now == before:
        return HttpResponse(status=204)
    _read(request, shown)
    context = {**box(request, shown, ReplyForm(), others), **told(request, shown), "mark": now}
    context["has_turned"] = now.standing != before.standing  # only then: a new box would take what is typed
    context["has_moved"] = context["has_turned"] or now.desk != before.desk
    return show(request, "inbox/_live", context)


@needs(REPLY)
@require_POST
def meter(request: Request, conversation_id: str = "") -> HttpResponse:
    """POST: body. How many parts it takes, to this person."""
    text, shown = request.POST.get("body", "")[:5_000], None
    if conversation_id:
        shown = of(request, conversation_id)
        presence.come(shown, request.user, typing=bool(text.strip()))
    return show(request, "inbox/_meter", {"meter": meter_of(text, shown.contact if shown else None)})


@needs(VIEW)
@require_safe
def unread(request: Request) -> HttpResponse:
    """The badge, for every page that stays open; a browser without htmx is sent to the inbox."""
    if not request.htmx:
        return redirect("dashboard:inbox")
    return show(request, "inbox/_unread", {})
