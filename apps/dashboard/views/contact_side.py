"""Small changes from the side of a contact's page: do not disturb, tags, stage, lists."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts.roles import EDIT, REPLY
from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.dashboard import choices, contact_page
from apps.dashboard.pages import one, show, wants_part
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.views.contact import of
from apps.lists import actions as lists
from apps.lists.models import ContactList
from apps.pipeline import actions as pipeline
from apps.tags import actions as tags


def answer(request: Request, contact: Contact) -> HttpResponse:
    """The fresh side for htmx, else back to the page."""
    if not wants_part(request):
        return redirect("dashboard:contact", contact.public_id)
    return show(request, "contacts/_panel_side", contact_page.side(request.workspace, contact))


@needs(REPLY)
@require_POST
def dnd(request: Request, public_id: str) -> HttpResponse:
    """POST: dnd=1 or nothing."""
    contact = of(request, public_id)
    on = bool(request.POST.get("dnd"))
    if contacts.set_dnd(contact, on, actor=request.user.email):
        messages.success(request, _("Nobody texts them now.") if on else _("Do not disturb is off."))
    return answer(request, contact)


@needs(EDIT)
@require_POST
def tag(request: Request, public_id: str) -> HttpResponse:
    """POST: name, and remove=1 to take it off."""
    contact = of(request, public_id)
    names = [name for name in request.POST.get("name", "")[:500].split(",") if tags.clean(name)]
    if request.POST.get("remove"):
        tags.remove(contact, names, actor=request.user.email)
    elif names:
        tags.add(contact, names, actor=request.user.email)
    else:
        messages.error(request, _("Type a tag first."))
    return answer(request, contact)


@needs(EDIT)
@require_POST
def stage(request: Request, public_id: str) -> HttpResponse:
    """POST: stage, a key of this workspace's board."""
    contact = of(request, public_id)
    key = request.POST.get("stage", "")
    if all(key != known for known, _ in choices.stages(request.workspace)):
        messages.error(request, _("Choose a stage."))
    elif pipeline.move(contact, key, actor=request.user.email):
        messages.success(request, _("Moved."))
    return answer(request, contact)


@needs(EDIT)
@require_POST
def membership(request: Request, public_id: str) -> HttpResponse:
    """POST: list (public id), and remove=1 to take them out."""
    contact = of(request, public_id)
    target = one(ContactList.objects.of(request.workspace), request.POST.get("list", ""))
    if target.kind != ContactList.Kind.STATIC:
        messages.error(request, _("This list is filled by its source."))
    elif request.POST.get("remove"):
        lists.remove(target, contact)
    else:
        lists.add(target, [contact.pk])
    return answer(request, contact)
