"""Credits: the balance, how long it lasts, every line of the ledger, and the proof that all adds up."""

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.models import Workspace
from apps.accounts.roles import MANAGE, VIEW
from apps.common.ids import Maker, parse
from apps.common.refusals import Refusal
from apps.credits import ledger, queries, transfers
from apps.credits.models import Entry
from apps.dashboard import spreadsheets
from apps.dashboard.exported import note_export
from apps.dashboard.forms.credits import Threshold, Transfer
from apps.dashboard.pages import show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import cursors, entries
from apps.messaging.proof import prove


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: ?kind= since= until= after= before="""
    return _page(request)


def _page(request: Request, form: Threshold | None = None, moving: Transfer | None = None) -> HttpResponse:
    account = ledger.account_of(request.workspace)
    form = form or Threshold(initial={"threshold": account.low_balance_threshold})
    relatives = transfers.relatives(request.workspace, request.user) if request.member.may(MANAGE) else []
    filters = entries.read(request.GET)
    context = {
        "filters": filters,
        "kinds": Entry.Kind.choices,
        "page": cursors.page(entries.rows(request.workspace, filters).select_related("by"), request.GET),
        "query": cursors.kept(request.GET),
        "account": account,
        "runway": queries.runway(request.workspace),
        "bought": queries.bought(request.workspace),
        "form": form,
        "moving": moving or (Transfer(relatives=relatives) if relatives else None),
        "may_grant": request.user.is_staff and request.user.has_perm("credits.change_account"),
    }
    wrong = form.errors or (moving and moving.errors)
    return show(request, "credits/index", context, part="credits/_panel", status=422 if wrong else 200)


@needs(MANAGE)
@require_POST
def threshold(request: Request) -> HttpResponse:
    """POST: threshold, in credits."""
    form = Threshold(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        ledger.set_threshold(request.workspace, form.cleaned_data["threshold"])
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, form)
    messages.success(request, _("Saved. Owners get a mail when the balance falls below it."))
    return redirect("dashboard:credits")


@needs(MANAGE)
@require_POST
def move(request: Request) -> HttpResponse:
    """POST: target, amount, note, public_id. Twice is once."""
    relatives = transfers.relatives(request.workspace, request.user)
    form = Transfer(request.POST, relatives=relatives)
    if not form.is_valid():
        return _page(request, moving=form)
    given = form.cleaned_data
    key = given["public_id"] if parse("mov", given["public_id"]) else Maker("mov")()
    try:
        transfers.transfer(
            request.workspace, given["target"], given["amount"], by=request.user, key=key, note=given["note"]
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, moving=form)
    went = _("%(number)s credits went to %(workspace)s.")
    messages.success(request, went % {"number": intcomma(given["amount"]), "workspace": given["target"].name})
    return redirect("dashboard:credits")


@needs(VIEW)
@require_safe
def proof(request: Request) -> HttpResponse:
    """Everything added up, now. A page of its own, because it reads every message once."""
    return show(request, "credits/proof", {"proof": prove(request.workspace)}, part="credits/_proof")


@needs(VIEW)
@require_safe
def export(request: Request) -> StreamingHttpResponse:
    """The filtered ledger, oldest line first."""
    note_export(request, "credits ledger")
    return spreadsheets.answer("credits.csv", _lines(request.workspace, entries.read(request.GET)))


def _lines(workspace: Workspace, filters: entries.Filters) -> Iterator[list[object]]:
    yield ["time (UTC)", "kind", "credits", "balance after", "what for", "about", "by", "cost USD"]
    rows = entries.rows(workspace, filters).select_related("by").order_by("id")
    for row in rows.iterator(chunk_size=2_000):
        by = row.by.email if row.by else ""
        at = row.at.strftime("%Y-%m-%d %H:%M:%S")
        yield [
            at,
            row.get_kind_display(),
            row.amount,
            row.balance_after,
            row.description,
            row.subject,
            by,
            row.cost_usd,
        ]
