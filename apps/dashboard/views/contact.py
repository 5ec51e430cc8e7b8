"""One contact: the page, its details, its end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.roles import EDIT, VIEW
from apps.common.refusals import Refusal
from apps.contacts import actions
from apps.contacts.models import Contact, CustomField
from apps.contacts.refusals import ContactExists
from apps.dashboard import contact_page
from apps.dashboard.forms.contacts import EditContact
from apps.dashboard.pages import one, posted, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.timeline import entry, merging
from apps.messaging import erasure


def of(request: Request, public_id: str) -> Contact:
    """The contact of this workspace, or a 404."""
    return one(Contact.objects.of(request.workspace), public_id)


@needs(VIEW)
@require_safe
def page(request: Request, public_id: str) -> HttpResponse:
    """GET: ?before= is the mark of the last line that was shown; htmx gets the lines alone."""
    contact = of(request, public_id)
    before = entry.mark(request.GET.get("before", ""))
    context = {
        "contact": contact,
        "story": merging.story(request.workspace, contact, before),
        "before": before,
    }
    if request.htmx and before:
        return show(request, "contacts/_timeline", context)
    return show(request, "contacts/show", {**context, **contact_page.side(request.workspace, contact)})


@needs(EDIT)
def edit(request: Request, public_id: str) -> HttpResponse:
    contact = of(request, public_id)
    form = EditContact(
        posted(request),
        contact=contact,
        region=request.workspace.default_region,
        custom=list(CustomField.objects.of(request.workspace).live()),
    )
    if request.method == "POST" and form.is_valid() and _update(contact, form, request.user.email):
        messages.success(request, _("Saved."))
        return redirect("dashboard:contact", contact.public_id)
    return show(request, "contacts/form", {"form": form, "contact": contact})


def _update(contact: Contact, form: EditContact, actor: str) -> bool:
    try:
        actions.update(contact, form.details(), actor=actor)
    except ContactExists as refusal:
        form.add_error(
            "phone", _("Another contact has this number: %(who)s.") % {"who": refusal.facts["contact"]}
        )
    except Refusal as refusal:
        form.refuse(refusal)
    return form.is_valid()


@needs(EDIT)
def delete(request: Request, public_id: str) -> HttpResponse:
    contact = of(request, public_id)
    if request.method != "POST":
        return show(request, "contacts/delete", {"contact": contact})
    erasure.delete_contacts(
        request.workspace, [contact.pk], reason="Deleted in the dashboard", actor=request.user.email
    )
    messages.success(
        request, _("%(who)s is deleted. Opt-outs and consent evidence of the number stay.") % {"who": contact}
    )
    return redirect("dashboard:contacts")
