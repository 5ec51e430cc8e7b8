"""Lists, and who is on them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.roles import EDIT, VIEW
from apps.audiences import keeping
from apps.audiences.models import Sync
from apps.common.bounded import counts
from apps.common.refusals import Refusal
from apps.contacts.fields import text
from apps.contacts.models import Contact
from apps.dashboard import contact_rows
from apps.dashboard.forms.names import Name
from apps.dashboard.pages import one, posted, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import contacts, cursors
from apps.lists import actions
from apps.lists.models import ContactList, Membership


def of(request: Request, public_id: str) -> ContactList:
    return one(ContactList.objects.of(request.workspace), public_id)


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: ?q= after= before="""
    q = text(request.GET.get("q", ""), 120)
    rows = ContactList.objects.of(request.workspace).filter(name__icontains=q)
    page = cursors.page(rows, request.GET)
    sizes = counts(Membership, "list", [row.pk for row in page.rows])
    listed = [(row, cursors.spoken(sizes[row.pk])) for row in page.rows]
    return show(request, "lists/index", {"q": q, "page": page, "rows": listed}, part="lists/_panel")


@needs(EDIT)
def new(request: Request) -> HttpResponse:
    form = Name(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create(request.workspace, form.cleaned_data["name"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(list)s is ready for people.") % {"list": made.name})
            return redirect("dashboard:list", made.public_id)
    return show(request, "lists/form", {"form": form})


@needs(VIEW)
@require_safe
def page(request: Request, public_id: str) -> HttpResponse:
    """GET: ?q= after= before="""
    found = of(request, public_id)
    q = text(request.GET.get("q", ""), 200)
    asked = contacts.Filters(q=q, list=found.public_id, tag="", stage="", who="", sort="")
    people = cursors.page(contacts.rows(request.workspace, asked), request.GET)
    context = {
        "list": found,
        "q": q,
        "page": people,
        "rows": contact_rows.of(request.workspace, people.rows),
        "count": _count(request, found),
        "sync": Sync.objects.of(request.workspace).filter(list=found).select_related("segment").first(),
    }
    return show(request, "lists/show", context, part="lists/_members")


def _count(request: Request, found: ContactList) -> str:
    return cursors.spoken(cursors.count(Membership.objects.of(request.workspace).filter(list=found)))


@needs(EDIT)
def rename(request: Request, public_id: str) -> HttpResponse:
    found = of(request, public_id)
    form = Name(posted(request), initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename(found, form.cleaned_data["name"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Renamed."))
            return redirect("dashboard:list", found.public_id)
    return show(request, "lists/form", {"form": form, "list": found})


@needs(EDIT)
def delete(request: Request, public_id: str) -> HttpResponse:
    found = of(request, public_id)
    if request.method != "POST":
        return show(request, "lists/delete", {"list": found, "count": _count(request, found)})
    found.delete()
    messages.success(
        request, _("The list %(list)s is deleted; its people are still here.") % {"list": found.name}
    )
    return redirect("dashboard:lists")


@needs(EDIT)
@require_POST
def release(request: Request, public_id: str) -> HttpResponse:
    """A list that a segment keeps stays as it is."""
    found = of(request, public_id)
    keeping.release(found)
    messages.success(
        request, _("%(list)s keeps its people, and is changed by hand from now on.") % {"list": found.name}
    )
    return redirect("dashboard:list", found.public_id)


@needs(EDIT)
@require_POST
def take_out(request: Request, public_id: str) -> HttpResponse:
    """POST: contact (public id)."""
    found = of(request, public_id)
    contact = one(Contact.objects.of(request.workspace), request.POST.get("contact", ""))
    try:
        actions.remove(found, contact)
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, _("%(who)s is off this list.") % {"who": contact})
    return redirect("dashboard:list", found.public_id)
