"""Segments: the table, one of them, and the builder."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.roles import EDIT, VIEW
from apps.audiences import actions, keeping
from apps.audiences.filters.reading import read
from apps.audiences.filters.words import words
from apps.audiences.models import Segment
from apps.campaigns.segments import asking_for
from apps.common.refusals import Refusal
from apps.contacts.fields import text
from apps.dashboard.forms.names import Name
from apps.dashboard.pages import one, posted, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.segments import errors
from apps.dashboard.segments import posted as builder
from apps.dashboard.segments.defined import dressed
from apps.dashboard.segments.figures import figures
from apps.dashboard.segments.offers import offers
from apps.dashboard.segments.rows import Block, shown
from apps.dashboard.tables import cursors


def of(request: Request, public_id: str) -> Segment:
    return one(Segment.objects.of(request.workspace).select_related("workspace"), public_id)


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: ?q= after= before="""
    q = text(request.GET.get("q", ""), 120)
    page = cursors.page(Segment.objects.of(request.workspace).filter(name__icontains=q), request.GET)
    listed = [(row, words(request.workspace, read(row.filter))) for row in page.rows]
    return show(request, "segments/index", {"q": q, "page": page, "rows": listed}, part="segments/_panel")


@needs(VIEW)
@require_safe
def page(request: Request, public_id: str) -> HttpResponse:
    segment = of(request, public_id)
    context = {
        "segment": segment,
        "figures": figures(request.workspace, read(segment.filter)),
        "syncs": segment.syncs.select_related("list"),
        "campaigns": asking_for(segment),
    }
    return show(request, "segments/show", context)


@needs(EDIT)
def new(request: Request) -> HttpResponse:
    """GET: the empty builder. POST: its fields, and do (which button)."""
    return _build(request, None, Block(""))


@needs(EDIT)
def edit(request: Request, public_id: str) -> HttpResponse:
    """The same over a segment. One that is nested deeper than the page is shown in words, and kept."""
    segment = of(request, public_id)
    block = shown(read(segment.filter))
    if block is None:
        messages.info(
            request, _("This filter is nested deeper than this page: it is changed through the API.")
        )
        return redirect("dashboard:segment", segment.public_id)
    return _build(request, segment, dressed(request.workspace, block))


def _build(request: Request, segment: Segment | None, block: Block) -> HttpResponse:
    form = Name(posted(request), initial={"name": segment.name if segment else ""})
    if request.method == "POST":
        block = builder.read(request.POST)
        builder.press(block, request.POST)
        dressed(request.workspace, block)
        if request.POST.get("do") == "save" and (saved := _save(request, segment, block, form)):
            messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
            return redirect("dashboard:segment", saved.public_id)
    is_saving = request.POST.get("do") == "save"
    if not is_saving:
        form.errors.clear()
    return show(
        request,
        "segments/form",
        {"segment": segment, "form": form, **_beside(request, block, is_saving)},
        status=422 if is_saving else 200,
    )


def _save(request: Request, segment: Segment | None, block: Block, form: Name) -> Segment | None:
    data, filter_, _ = errors.read(request.workspace, block)
    if not form.is_valid() or filter_ is None:
        return None
    name, actor = form.cleaned_data["name"], request.user.email
    try:
        if segment is None:
            return actions.create(request.workspace, name, data, actor=actor)
        return actions.change(segment, name=name, filter_=data, actor=actor)
    except Refusal as refusal:
        form.refuse(refusal)
    return None


def _beside(request: Request, block: Block, is_saving: bool = True) -> dict[str, Any]:
    """The builder, and who its filter finds. While somebody is still adding rows, nothing is called wrong."""
    _, filter_, problem = errors.read(request.workspace, block)
    if not is_saving:
        for row in block.rows():
            row.error = ""
    return {
        "conditions": block,  # `block` means something else to a template
        "problem": problem if is_saving else "",
        "figures": figures(request.workspace, filter_) if filter_ else None,
        **offers(request.workspace),
    }


@needs(EDIT)
@require_POST
def look(request: Request) -> HttpResponse:
    """POST: the builder's fields as they are typed. Answers who is found; saves nothing."""
    block = dressed(request.workspace, builder.read(request.POST))
    _, filter_, problem = errors.read(request.workspace, block)
    found = figures(request.workspace, filter_) if filter_ else None
    return show(request, "segments/_figures", {"figures": found, "problem": problem})


@needs(EDIT)
def keep(request: Request, public_id: str) -> HttpResponse:
    """A list of its people. POST: name, how ("kept" follows the segment, else it is filled once)."""
    segment = of(request, public_id)
    form = Name(posted(request), initial={"name": segment.name})
    if request.method == "POST" and form.is_valid():
        try:
            once = request.POST.get("how") == "once"
            made = keeping.keep(segment, form.cleaned_data["name"], once=once)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(name)s is being filled.") % {"name": made.name})
            return redirect("dashboard:list", made.public_id)
    status = 422 if form.errors else 200
    return show(request, "segments/keep", {"segment": segment, "form": form}, status=status)


@needs(EDIT)
def delete(request: Request, public_id: str) -> HttpResponse:
    segment = of(request, public_id)
    if request.method != "POST":
        return show(request, "segments/delete", {"segment": segment, "campaigns": asking_for(segment)})
    try:
        actions.delete(segment, used_by=_users, actor=request.user.email)
    except Refusal as refusal:
        messages.error(request, refusal.text)
        return redirect("dashboard:segment", segment.public_id)
    messages.success(
        request, _("The segment %(name)s is deleted; its people are still here.") % {"name": segment.name}
    )
    return redirect("dashboard:segments")


def _users(segment: Segment) -> str:
    names = [
        _("the campaign %(name)s") % {"name": one.name} for one in asking_for(segment) if one.state != "draft"
    ]
    return ", ".join(names).capitalize()
