"""Replies that may be an opt-out, and the decision on each."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.roles import EDIT, REPLY, VIEW
from apps.common import clock
from apps.common.refusals import Forbidden, Invalid, Refusal
from apps.compliance import reviews
from apps.compliance.models import Suppression
from apps.contacts.fields import text
from apps.contacts.models import Contact
from apps.dashboard.pages import one, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import cursors


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: ?after= before=. What was asked first, and so is due first, stands first."""
    page = cursors.page(reviews.waiting(request.workspace.pk), request.GET, by="id")
    people = Contact.objects.of(request.workspace).filter(phone__in={row.phone for row in page.rows})
    contacts = {contact.phone: contact for contact in people}
    rows = [(row, contacts.get(row.phone)) for row in page.rows]
    return show(request, "compliance/reviews", {"page": page, "rows": rows, "now": clock.now()})


@needs(REPLY)
@require_POST
def decide(request: Request, suppression_id: str) -> HttpResponse:
    """POST: verdict=opted_out|no_opt_out, note. Whoever answers people may stop texts; letting them go on
    needs the right to edit."""
    review = one(Suppression.objects.of(request.workspace), suppression_id)
    try:
        opted_out = _verdict(request)
        note = text(request.POST.get("note", ""), 200)
        reviews.decide(review, opted_out=opted_out, by=request.user.email, note=note)
    except Forbidden:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        said = _("%(phone)s is opted out.") if opted_out else _("%(phone)s may be texted again.")
        messages.success(request, said % {"phone": review.phone})
    return redirect("dashboard:compliance")


def _verdict(request: Request) -> bool:
    verdict = request.POST.get("verdict", "")
    if verdict not in ("opted_out", "no_opt_out"):
        raise Invalid(gettext_noop("Say whether it was an opt-out."), field="verdict")
    if verdict == "no_opt_out" and not request.member.may(EDIT):
        raise Forbidden
    return verdict == "opted_out"
