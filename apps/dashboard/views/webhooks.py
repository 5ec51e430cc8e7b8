"""Webhooks: whom we tell what, what came of it, and telling it again."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.roles import MANAGE
from apps.common.refusals import Refusal
from apps.common.sentences import shape
from apps.dashboard.forms.webhooks import WebhookForm
from apps.dashboard.pages import carry_out, one, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import cursors
from apps.webhooks import actions
from apps.webhooks.models import Delivery, Subscription, Try

Verb = Callable[[Subscription], object]
# Kept in the row, and read there by people of any language.
_OFF = shape(gettext_noop("Switched off by %(actor)s."))
_REMOVED = shape(gettext_noop("Removed by %(actor)s."))


@never_cache
@needs(MANAGE)
def index(request: Request) -> HttpResponse:
    """GET, and POST: url= description= events=. The answer to the POST shows the secret, once."""
    if request.method != "POST":
        return _page(request, WebhookForm())
    form = WebhookForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        made = actions.subscribe(
            request.workspace,
            form.dialect,
            form.cleaned_data["url"],
            form.names,
            description=form.cleaned_data["description"],
            by=request.user,
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, form, status=422)
    return _page(request, WebhookForm(), made=made)


def _page(
    request: Request, form: WebhookForm, *, made: Subscription | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "made": made, "rows": _rows(request).exclude(state=Subscription.State.GONE)}
    return show(request, "webhooks/index", context, status=status)


def _rows(request: Request) -> QuerySet[Subscription]:
    open_ones = Count("deliveries", filter=Q(deliveries__state__in=("waiting", "sending")))
    return Subscription.objects.of(request.workspace).annotate(waiting=open_ones)


@never_cache
@needs(MANAGE)
@require_safe
def page(request: Request, webhook_id: str) -> HttpResponse:
    """GET: ?state= after= before=. One webhook with its deliveries, newest first."""
    return _show(request, one(_rows(request), webhook_id))


def _show(request: Request, hook: Subscription, secret: str = "") -> HttpResponse:
    found = Delivery.objects.of(request.workspace).filter(subscription=hook)
    state = request.GET.get("state", "")
    if state in Delivery.State.values:
        found = found.filter(state=state)
    context = {
        "hook": hook,
        "secret": secret,
        "state": state,
        "states": Delivery.State.choices,
        "page": cursors.page(found, request.GET),
    }
    return show(request, "webhooks/show", context)


@needs(MANAGE)
@require_safe
def delivery(request: Request, webhook_id: str, delivery_id: str) -> HttpResponse:
    """GET: one delivery: its body, and every try with its answer."""
    hook = one(_rows(request), webhook_id)
    row = one(Delivery.objects.of(request.workspace).filter(subscription=hook), delivery_id)
    tries = Try.objects.of(request.workspace).filter(delivery=row)
    return show(request, "webhooks/delivery", {"hook": hook, "row": row, "tries": tries})


def _do(request: Request, hook: Subscription, verb: Verb, said: str) -> HttpResponse:
    carry_out(request, lambda: verb(hook), said)
    return redirect("dashboard:webhook", hook.public_id)


@needs(MANAGE)
@require_POST
def test(request: Request, webhook_id: str) -> HttpResponse:
    """POST: a sample of one of its events is sent."""
    return _do(request, one(_rows(request), webhook_id), actions.test, _("A sample is on its way."))


@never_cache
@needs(MANAGE)
@require_POST
def rotate(request: Request, webhook_id: str) -> HttpResponse:
    """POST: a fresh secret, shown once; the old one signs along for a day."""
    fresh = actions.rotate(one(_rows(request), webhook_id))
    return _show(request, one(_rows(request), webhook_id), fresh.secrets["current"])


@needs(MANAGE)
@require_POST
def switch(request: Request, webhook_id: str) -> HttpResponse:
    """POST: on=yes or no."""
    hook = one(_rows(request), webhook_id)
    if request.POST.get("on") == "yes":
        return _do(request, hook, actions.enable, _("It is told again from now on."))
    actor = request.user.email
    return _do(
        request, hook, lambda row: actions.disable(row, _OFF % {"actor": actor}, actor), _("Switched off.")
    )


@needs(MANAGE)
@require_POST
def replay(request: Request, webhook_id: str) -> HttpResponse:
    """POST: delivery= for one; else all that were given up."""
    hook = one(_rows(request), webhook_id)
    chosen = request.POST.get("delivery", "")
    which = Q(public_id=chosen) if chosen else Q(state=Delivery.State.FAILED)
    return _do(request, hook, lambda row: actions.replay(row, which), _("Sent again, with the same ids."))


@needs(MANAGE)
@require_POST
def remove(request: Request, webhook_id: str) -> HttpResponse:
    """POST: it is told no more."""
    actions.unsubscribe(one(_rows(request), webhook_id), _REMOVED % {"actor": request.user.email})
    messages.success(request, _("Removed. Nothing more is sent to it."))
    return redirect("dashboard:webhooks")
