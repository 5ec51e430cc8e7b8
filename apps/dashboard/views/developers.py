"""Developers: where to begin, with one's own key."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from apps.accounts import queries
from apps.accounts.models import Workspace
from apps.accounts.roles import MANAGE
from apps.dashboard import snippets
from apps.dashboard.pages import show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import logged

DOCUMENTS = (
    (_("API reference"), "/api-docs"),
    (_("Getting started"), "/api-docs/getting-started"),
    (_("OpenAPI description"), "/openapi.yaml"),
    (_("Postman collection"), "/postman.json"),
)
SHOWN = 3


@needs(MANAGE)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: base URL, keys, examples, and what was refused lately."""
    keys = queries.keys(request.workspace).working()
    key = snippets.key_for(keys)
    found = [(label, address) for label, address in DOCUMENTS if _is_there(address)]
    context = {
        "base": settings.BASE_URL,
        "keys": keys.order_by("-id")[:SHOWN],
        "key": key,
        "curl": snippets.curl(settings.BASE_URL, key),
        "python": snippets.python(settings.BASE_URL, key),
        "documents": found,
        "reference": next((address for _, address in found), ""),
        "refused": _refused(request.workspace),
    }
    return show(request, "developers/index", context)


def _refused(workspace: Workspace) -> list[logged.Shown]:
    rows = logged.rows(workspace, logged.Asked(status="4xx")).order_by("-id")[:5]
    return logged.shown(rows)


def _is_there(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True
