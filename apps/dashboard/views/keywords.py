"""Keywords: words that people text, what each of them does, and who used it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.roles import EDIT, VIEW
from apps.common import clock
from apps.common.refusals import Refusal
from apps.dashboard.forms.keywords import KeywordForm
from apps.dashboard.pages import one, show, typed
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import cursors
from apps.keywords import actions, joining, queries
from apps.keywords.models import Keyword

MOST = 500  # on the page; nobody prints more posters


def of(request: Request, keyword_id: str) -> Keyword:
    return one(queries.keywords(request.workspace), keyword_id)


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    now = clock.now()
    rows = [(row, row.is_active(now)) for row in queries.keywords(request.workspace)[:MOST]]
    context = {"rows": rows, "replies": queries.auto_reply(request.workspace)}
    return show(request, "keywords/index", context)


@needs(VIEW)
@require_safe
def page(request: Request, keyword_id: str) -> HttpResponse:
    """GET: ?after= before= of its uses"""
    keyword = of(request, keyword_id)
    context = {
        "keyword": keyword,
        "is_active": keyword.is_active(clock.now()),
        "question": joining.question(keyword, request.workspace),
        "page": cursors.page(queries.uses(keyword), request.GET),
    }
    return show(request, "keywords/show", context)


@needs(EDIT)
def new(request: Request) -> HttpResponse:
    return _form(request, None)


@needs(EDIT)
def edit(request: Request, keyword_id: str) -> HttpResponse:
    return _form(request, of(request, keyword_id))


def _form(request: Request, keyword: Keyword | None) -> HttpResponse:
    form = KeywordForm(typed(request), workspace=request.workspace, keyword=keyword)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.keep(request.workspace, form.wish(), keyword=keyword, by=request.user)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("dashboard:keyword", kept.public_id)
    context = {"form": form, "keyword": keyword}
    return show(request, "keywords/form", context, status=422 if form.errors else 200)


@needs(EDIT)
def delete(request: Request, keyword_id: str) -> HttpResponse:
    """GET asks, POST deletes."""
    keyword = of(request, keyword_id)
    if request.method != "POST":
        return show(request, "keywords/delete", {"keyword": keyword})
    keyword.delete()
    messages.success(
        request, _("%(word)s is deleted. Who joined by it stays, with the proof.") % {"word": keyword.word}
    )
    return redirect("dashboard:keywords")
