"""Senders: what texts go out from."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from apps.accounts.roles import MANAGE, VIEW
from apps.common import clock
from apps.common.refusals import Forbidden
from apps.dashboard.forms.base import Form
from apps.dashboard.forms.senders import NewSender, PoolForm
from apps.dashboard.pages import one, posted, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.senders import actions
from apps.senders.models import Pool, Sender
from apps.senders.refusals import PoolNameTaken
from apps.senders.registration.coverage import is_covered
from apps.senders.throughput import throughput

SHOWN = 200


@needs(VIEW)
def index(request: Request) -> HttpResponse:
    """GET shows them to everybody; POST (label) adds a practice number, for who may manage."""
    form = NewSender(posted(request), workspace=request.workspace)
    if request.method == "POST" and not request.member.may(MANAGE):
        raise Forbidden
    if request.method == "POST" and form.is_valid():
        made = actions.add_virtual(request.workspace, form.cleaned_data["label"])
        messages.success(request, _("%(sender)s is ready.") % {"sender": made})
        return redirect("dashboard:senders")
    return _page(request, form=form)


def _page(request: Request, status: int = 200, **forms: Form) -> HttpResponse:
    rows = list(Sender.objects.of(request.workspace).select_related("carrier", "pool")[:SHOWN])
    today = clock.now().date()
    for row in rows:
        row.us_ready = is_covered(row, today)  # type: ignore[attr-defined]
    context = {
        "senders": [(row, throughput(row)) for row in rows],
        "pools": Pool.objects.of(request.workspace).prefetch_related("senders")[:SHOWN],
        "form": NewSender(None, workspace=request.workspace),
        "pool_form": PoolForm(None, workspace=request.workspace),
        **forms,
    }
    return show(request, "senders/index", context, status=status)


@needs(MANAGE)
@require_POST
def pool(request: Request) -> HttpResponse:
    """POST (name, senders): a pool of these."""
    form = PoolForm(request.POST, workspace=request.workspace)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.make_pool(request.workspace, given["name"], given["senders"])
        except PoolNameTaken as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("%(pool)s can share a campaign: choose it with the schedule.") % {"pool": made}
            )
            return redirect("dashboard:senders")
    return _page(request, 422, pool_form=form)


@needs(MANAGE)
@require_POST
def fill_pool(request: Request, pool_id: str) -> HttpResponse:
    """POST (senders): exactly these are in it."""
    found = one(Pool.objects.of(request.workspace), pool_id)
    given = Sender.objects.of(request.workspace).filter(public_id__in=request.POST.getlist("senders"))
    actions.fill_pool(found, list(given))
    many = len(given)
    said = ngettext("%(pool)s has %(number)s sender now.", "%(pool)s has %(number)s senders now.", many)
    messages.success(request, said % {"pool": found, "number": many})
    return redirect("dashboard:senders")


@needs(MANAGE)
@require_POST
def make_default(request: Request, public_id: str) -> HttpResponse:
    sender = one(Sender.objects.of(request.workspace), public_id)
    actions.make_default(sender)
    said = _("Texts go out from %(sender)s unless somebody chooses another.") % {"sender": sender}
    messages.success(request, said)
    return redirect("dashboard:senders")
