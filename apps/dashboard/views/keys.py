"""API keys of the workspace and its sandbox."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from apps.accounts import actions, queries
from apps.accounts.models import ApiKey
from apps.accounts.roles import MANAGE
from apps.accounts.tenancy import OwnedQuerySet
from apps.common.refusals import Refusal
from apps.dashboard.forms.keys import KeyForm
from apps.dashboard.pages import one, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs


@never_cache
@needs(MANAGE)
def index(request: Request) -> HttpResponse:
    """GET, and POST: name= kind= public_id=. The answer to the POST shows the key, once."""
    if request.method != "POST":
        return _page(request, KeyForm())
    form = KeyForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        row, key = actions.make_key(
            request.workspace,
            form.cleaned_data["kind"],
            form.cleaned_data["name"],
            request.user,
            public_id=form.cleaned_data["public_id"],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, form, status=422)
    return _page(request, KeyForm(), made=row, key=key)


@needs(MANAGE)
@require_POST
def revoke(request: Request, key_id: str) -> HttpResponse:
    """POST: the key opens nothing from now on."""
    key = one(_keys(request), key_id)
    actions.revoke(key)
    messages.success(request, _("%(key)s is revoked: it opens nothing any more.") % {"key": key.name})
    return redirect("dashboard:keys")


def _keys(request: Request) -> OwnedQuerySet[ApiKey]:
    live = queries.live_of(request.workspace)
    rows = ApiKey.objects.of(live) | ApiKey.objects.of(queries.sandbox_of(request.workspace))
    return rows.select_related("workspace", "created_by", "connection")


def _page(
    request: Request, form: KeyForm, *, made: ApiKey | None = None, key: str = "", status: int = 200
) -> HttpResponse:
    keys = _keys(request).order_by("revoked_at", "-id")
    context = {
        "working": keys.filter(revoked_at=None),
        "revoked": keys.exclude(revoked_at=None)[:50],
        "form": form,
        "made": made,
        "key": key,
    }
    return show(request, "keys/index", context, status=status)
