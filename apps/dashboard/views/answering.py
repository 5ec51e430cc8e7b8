"""Answering in a thread, and writing to a number."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts.roles import REPLY
from apps.common import phones
from apps.common.refusals import Refusal
from apps.contacts.models import Contact
from apps.contacts.refusals import InvalidPhone
from apps.copywriting.models import Template
from apps.dashboard.forms.inbox import NewMessageForm, ReplyForm
from apps.dashboard.pages import one, show, typed, wants_part
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.threads.box import name_of, since
from apps.dashboard.threads.metering import filled, meter_of
from apps.dashboard.views.inbox import of, page
from apps.dashboard.witness import witness
from apps.dashboard.wordings import ASKED_FOR_THIS_TEXT
from apps.messaging import actions
from apps.messaging.actions import Single
from apps.messaging.models import Conversation, Message
from apps.messaging.refusals import AlreadySent, AnsweredMeanwhile, Blocked
from apps.messaging.teamwork import presence


@needs(REPLY)
@require_POST
def reply(request: Request, conversation_id: str) -> HttpResponse:
    """POST: body, public_id, seen; or use (a template's id), which puts its text into the box."""
    conversation = of(request, conversation_id)
    if request.POST.get("use"):
        return page(request, conversation, _with_template(request, conversation))
    form = ReplyForm(request.POST)
    if not (form.is_valid() and _answer(request, conversation, form)):
        return page(request, conversation, form)
    if wants_part(request):
        return page(request, conversation, ReplyForm())
    return redirect("dashboard:conversation", conversation.public_id)


def _with_template(request: Request, conversation: Conversation) -> ReplyForm:
    template = one(Template.objects.of(request.workspace), request.POST["use"])
    typed = request.POST.get("body", "").rstrip()[:1600]
    text = filled(template.body, conversation.contact)
    return ReplyForm(initial={"body": f"{typed} {text}".strip()})


def _answer(request: Request, conversation: Conversation, form: ReplyForm) -> bool:
    given = form.cleaned_data
    try:
        actions.reply(
            conversation,
            given["body"],
            request.user.email,
            public_id=given["public_id"],
            seen=given["seen"],
        )
    except AlreadySent:
        return True
    except AnsweredMeanwhile as refusal:
        _ask(form, cast(Message, refusal.facts["answer"]))
        return False
    except Refusal as refusal:
        if isinstance(refusal, Blocked):
            phone = conversation.contact.phone
            actions.note_refusal(request.workspace, phone, refusal, request.user.email)
        form.refuse(refusal)
        return False
    presence.stop_typing(conversation, request.user)
    return True


def _ask(form: ReplyForm, other: Message) -> None:
    """Ana answered 12 s ago: “We open at nine.” Send yours, too?"""
    text = Truncator(other.body).chars(140)
    when = since(other.created_at)
    form.hold(
        other.pk,
        _("%(who)s answered %(time)s ago: “%(text)s” Send yours, too?")
        % {"who": name_of(other.origin), "time": when, "text": text},
    )


@needs(REPLY)
def new(request: Request) -> HttpResponse:
    """GET: ?contact= goes on in their conversation. POST: to, body, sender, attested, public_id."""
    contact = Contact.objects.of(request.workspace).filter(public_id=request.GET.get("contact", "")).first()
    if contact and (begun := contact.conversations.order_by("-last_at").first()):
        return redirect("dashboard:conversation", begun.public_id)
    to = contact.phone if contact else ""
    form = NewMessageForm(typed(request), workspace=request.workspace, to=to)
    if request.method == "POST" and form.is_valid() and (message := _text(request, form)):
        messages.success(request, _("It is on its way."))
        conversation = message.conversation
        assert conversation is not None
        return redirect("dashboard:conversation", conversation.public_id)
    context = {"form": form, "meter": meter_of(str(form["body"].value() or ""))}
    return show(request, "inbox/new", context, status=422 if form.errors else 200)


def _text(request: Request, form: NewMessageForm) -> Message | None:
    given = form.cleaned_data
    single = Single(
        given["to"],
        given["body"],
        sender=given["sender"],
        attested=_(ASKED_FOR_THIS_TEXT) if given["attested"] else "",
        public_id=given["public_id"],
    )
    try:
        return actions.text_number(request.workspace, single, witness(request), request.user.email)
    except InvalidPhone as refusal:
        form.add_error("to", refusal.text)
    except Refusal as refusal:
        form.refuse(refusal)
        number = phones.normalise(single.to, request.workspace.default_region)
        if isinstance(refusal, Blocked) and number:
            actions.note_refusal(request.workspace, number, refusal, request.user.email)
    return None
