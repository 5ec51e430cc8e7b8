"""The board of the pipeline: who stands where, and moving them."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.roles import EDIT, VIEW
from apps.common.refusals import Conflict
from apps.contacts.models import Contact
from apps.dashboard import board, choices
from apps.dashboard.pages import back, one, show, wants_part
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import contacts
from apps.pipeline import actions, cards


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: ?q= tag= list= start= (how many stages come before the first column)"""
    context = {
        **_board(request, request.GET),
        "tags": choices.tags(request.workspace),
        "lists": choices.lists(request.workspace),
    }
    return show(request, "pipeline/index", context, part="pipeline/_board")


@needs(EDIT)
@require_POST
def move(request: Request) -> HttpResponse:
    """POST: contact (public id), stage (key), seen_in (key), next. Told, where somebody was faster."""
    contact = one(Contact.objects.of(request.workspace), request.POST.get("contact", ""))
    _move(request, contact)
    if not wants_part(request):
        return back(request, reverse("dashboard:pipeline"))
    asked = QueryDict(urlsplit(request.POST.get("next", "")).query)
    return show(request, "pipeline/_board", {**_board(request, asked), "moved": contact.public_id})


def _move(request: Request, contact: Contact) -> None:
    known = {stage.key: stage for stage in actions.stages(request.workspace)}
    stage = known.get(request.POST.get("stage", ""))
    if stage is None:
        messages.error(request, _("Choose a stage."))
        return
    try:
        moved = cards.carry(contact, stage, request.POST.get("seen_in", ""), actor=request.user.email)
    except Conflict as refusal:
        messages.warning(request, refusal.text)
    else:
        said = _("%(who)s is in %(stage)s now.") if moved else _("%(who)s is in %(stage)s already.")
        messages.success(request, said % {"who": contact, "stage": stage.name})


def _board(request: Request, query: QueryDict) -> dict[str, Any]:
    asked = contacts.only(contacts.read(query), "q", "tag", "list")
    stages = actions.stages(request.workspace)
    start = _start(query, len(stages))
    shown = stages[start : start + board.COLUMNS]
    return {
        "filters": asked,
        "columns": board.columns(request.workspace, shown, stages[0], asked),
        "here": f"{reverse('dashboard:pipeline')}?{contacts.written(asked, start=start)}".rstrip("?"),
        "narrow": contacts.written(asked),
        "pages": _pages(len(stages)),
        "start": start,
    }


def _start(query: QueryDict, count: int) -> int:
    """0, 12, 24…; the beginning, for what is no such number."""
    number = query.get("start", "")
    asked = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 0
    return asked // board.COLUMNS * board.COLUMNS if asked < count else 0


def _pages(count: int) -> list[tuple[int, int, int]]:
    """(start, first, last) of each page of columns; none where one holds all."""
    if count <= board.COLUMNS:
        return []
    return [(n, n + 1, min(n + board.COLUMNS, count)) for n in range(0, count, board.COLUMNS)]
