"""OAuth apps of the workspace: registered here, let in by people of any workspace."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from apps.accounts import queries
from apps.accounts.models import OAuthApp
from apps.accounts.oauth_apps import Registered, registry
from apps.accounts.roles import MANAGE
from apps.accounts.tenancy import OwnedQuerySet
from apps.common.refusals import Refusal
from apps.dashboard.forms.oauth_apps import NewOAuthAppForm, OAuthAppForm
from apps.dashboard.pages import one, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs

ENDPOINTS = ("authorize", "token", "revoke")


@never_cache
@needs(MANAGE)
def index(request: Request) -> HttpResponse:
    """GET, and POST: name= redirect_uris= kind= public_id=. The answer to the POST shows the secret, once."""
    if request.method != "POST":
        return _index(request, NewOAuthAppForm())
    form = NewOAuthAppForm(request.POST)
    if not form.is_valid():
        return _index(request, form, status=422)
    try:
        row, secret = registry().register(
            request.workspace,
            request.user,
            form.cleaned_data["name"],
            form.uris,
            is_public=form.is_public,
            public_id=form.cleaned_data["public_id"],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _index(request, form, status=422)
    return _page(request, row, secret=secret, is_new=True)


@never_cache
@needs(MANAGE)
def page(request: Request, oauth_app_id: str) -> HttpResponse:
    """GET, and POST: name= redirect_uris="""
    row = one(_rows(request), oauth_app_id)
    if request.method != "POST":
        return _page(request, row)
    form = OAuthAppForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form=form, status=422)
    try:
        registry().change(row, request.user, form.cleaned_data["name"], form.uris)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, row, form=form, status=422)
    messages.success(request, _("Saved. Connections stay as they are."))
    return redirect("dashboard:oauth_app", row.public_id)


@never_cache
@needs(MANAGE)
@require_POST
def rotate(request: Request, oauth_app_id: str) -> HttpResponse:
    """POST: a fresh secret, shown once; the old one is worth nothing from now on."""
    row = one(_rows(request), oauth_app_id)
    try:
        secret = registry().rotate(row, request.user)
    except Refusal as refusal:
        messages.error(request, refusal.text)
        return redirect("dashboard:oauth_app", row.public_id)
    return _page(request, row, secret=secret)


@needs(MANAGE)
@require_POST
def remove(request: Request, oauth_app_id: str) -> HttpResponse:
    """POST: its connections end, in whatever workspaces."""
    ended = registry().remove(one(_rows(request), oauth_app_id), request.user)
    said = ngettext(
        "Deleted. %(count)d connection ended: its tokens open nothing any more.",
        "Deleted. %(count)d connections ended: their tokens open nothing any more.",
        ended,
    )
    messages.success(request, said % {"count": ended})
    return redirect("dashboard:oauth_apps")


def _rows(request: Request) -> OwnedQuerySet[OAuthApp]:
    return OAuthApp.objects.of(queries.live_of(request.workspace)).select_related("created_by")


def _index(request: Request, form: NewOAuthAppForm, *, status: int = 200) -> HttpResponse:
    rows = list(_rows(request))
    told = registry().look(rows)
    apps = [(row, told.get(row.client_id)) for row in rows]
    return show(request, "oauth_apps/index", {"form": form, "apps": apps}, status=status)


def _page(
    request: Request,
    row: OAuthApp,
    *,
    form: OAuthAppForm | None = None,
    secret: str = "",
    is_new: bool = False,
    status: int = 200,
) -> HttpResponse:
    app = registry().look([row]).get(row.client_id)
    context = {
        "row": row,
        "app": app,
        "form": form or OAuthAppForm(initial=_typed(app)),
        "secret": secret,
        "is_new": is_new,
        "endpoints": {word: f"{settings.BASE_URL}/zapier/oauth/{word}" for word in ENDPOINTS},
    }
    return show(request, "oauth_apps/show", context, status=status)


def _typed(app: Registered | None) -> dict[str, str]:
    return {"name": app.name, "redirect_uris": "\n".join(app.redirect_uris)} if app else {}
