"""The table of contacts, and a contact by hand."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.roles import EDIT, VIEW
from apps.common.refusals import Refusal
from apps.compliance import queries
from apps.contacts.models import Contact, Contacts, CustomField
from apps.contacts.refusals import ContactExists
from apps.dashboard import choices, contact_rows
from apps.dashboard.entering import Consent, enter
from apps.dashboard.forms.contacts import NewContact
from apps.dashboard.pages import one, posted, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import contacts, cursors
from apps.dashboard.witness import witness
from apps.lists.models import ContactList


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: ?q= list= tag= stage= who= sort= after= before="""
    filters = contacts.read(request.GET)
    found = contacts.rows(request.workspace, filters)
    page = cursors.page(found, request.GET, filters.by)
    columns = list(CustomField.objects.of(request.workspace).live().filter(is_column=True))
    context = {
        "filters": filters,
        "page": page,
        "columns": columns,
        "rows": contact_rows.of(request.workspace, page.rows, columns),
        "count": _count(filters, found, page),
        "who": contacts.WHO,
        "query": cursors.kept(request.GET, "sort"),
        **choices.of(request.workspace),
    }
    return show(request, "contacts/index", context, part="contacts/_panel")


def _count(filters: contacts.Filters, found: Contacts, page: cursors.Page[Contact]) -> str:
    """Not beyond the page where that costs too much: looking for the rest of a search is searching again."""
    if page.is_all:
        return cursors.spoken(len(page.rows))
    return cursors.spoken(cursors.count(found)) if filters.is_counted else ""


@needs(EDIT)
def new(request: Request) -> HttpResponse:
    lists = choices.fillable(request.workspace)
    form = NewContact(
        posted(request),
        lists=lists,
        region=request.workspace.default_region,
        custom=list(CustomField.objects.of(request.workspace).live()),
        initial={"into": request.GET.get("list", "")},
    )
    if request.method == "POST" and form.is_valid() and (contact := _enter(request, form)):
        return redirect("dashboard:contact", contact.public_id)
    return show(request, "contacts/form", {"form": form})


def _enter(request: Request, form: NewContact) -> Contact | None:
    given = form.cleaned_data
    target = one(ContactList.objects.of(request.workspace), given["into"]) if given["into"] else None
    consent = Consent(given["channel"] or "verbal", given["consent_source"]) if given["has_consent"] else None
    try:
        contact = enter(
            request.workspace,
            given["phone"],
            form.details(),
            by=witness(request),
            names=form.names(),
            target=target,
            consent=consent,
        )
    except ContactExists as refusal:
        form.add_error("phone", _there(refusal))
        return None
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    _say(request, contact)
    return contact


def _there(refusal: ContactExists) -> SafeString:
    contact = refusal.facts["contact"]
    assert isinstance(contact, Contact)
    link = reverse("dashboard:contact", args=[contact.public_id])
    return format_html(_('This number is <a href="{}">{}</a> already.'), link, contact)


def _say(request: Request, contact: Contact) -> None:
    if queries.opted_out(request.workspace.pk, [contact.phone]):
        messages.warning(
            request, _("%(who)s is here. The number stands opted out and stays so.") % {"who": contact}
        )
    else:
        messages.success(request, _("%(who)s is here.") % {"who": contact})
