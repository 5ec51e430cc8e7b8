"""Numbers that are not texted, and why."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.roles import EDIT, VIEW
from apps.compliance import actions
from apps.compliance.models import Suppression
from apps.contacts.models import Contact
from apps.dashboard.forms.reasons import Reason
from apps.dashboard.forms.suppressions import NewSuppression
from apps.dashboard.pages import one, posted, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import cursors, suppressions


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: ?q= kind= lifted=1 after= before="""
    filters = suppressions.read(request.GET)
    found = suppressions.rows(request.workspace, filters)
    page = cursors.page(found, request.GET)
    people = Contact.objects.of(request.workspace).filter(phone__in={row.phone for row in page.rows})
    contacts = {contact.phone: contact for contact in people}
    context = {
        "filters": filters,
        "kinds": Suppression.Kind.choices,
        "page": page,
        "rows": [(row, contacts.get(row.phone)) for row in page.rows],
        "count": cursors.spoken(len(page.rows) if page.is_all else cursors.count(found)),
    }
    return show(request, "suppressions/index", context, part="suppressions/_panel")


@needs(EDIT)
def new(request: Request) -> HttpResponse:
    """A number on the blacklist, with the reason."""
    form = NewSuppression(posted(request), region=request.workspace.default_region)
    if request.method != "POST" or not form.is_valid():
        return show(request, "suppressions/form", {"form": form})
    phone, reason = form.cleaned_data["phone"], form.cleaned_data["reason"]
    is_new = actions.suppress(
        request.workspace.pk,
        phone,
        Suppression.Kind.BLACKLIST,
        source="dashboard",
        evidence={"reason": reason, "by": request.user.email},
    )
    if is_new:
        messages.success(request, _("%(phone)s is blacklisted.") % {"phone": phone})
    else:
        messages.info(request, _("%(phone)s was blacklisted already.") % {"phone": phone})
    return redirect("dashboard:suppressions")


@needs(EDIT)
def lift(request: Request, public_id: str) -> HttpResponse:
    """A number off the blacklist, with the reason. An opt-out is lifted by its contact's own wish only."""
    rows = Suppression.objects.of(request.workspace).standing().filter(kind=Suppression.Kind.BLACKLIST)
    row = one(rows, public_id)
    form = Reason(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.lift(
            request.workspace.pk,
            row.phone,
            row.kind,
            by=request.user.email,
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, _("%(phone)s is off the blacklist.") % {"phone": row.phone})
        return redirect("dashboard:suppressions")
    return show(request, "suppressions/lift", {"row": row, "form": form})
