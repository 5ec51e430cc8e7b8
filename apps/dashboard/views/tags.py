"""Tags: how many wear each; a new name, one tag for two, an end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.roles import EDIT, VIEW
from apps.common.bounded import counts
from apps.common.refusals import Refusal
from apps.contacts.fields import text
from apps.dashboard import choices
from apps.dashboard.forms.names import ShortName
from apps.dashboard.pages import one, posted, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import cursors
from apps.tags import actions, renaming
from apps.tags.models import Tag, Tagging


def of(request: Request, public_id: str) -> Tag:
    return one(Tag.objects.of(request.workspace), public_id)


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    """GET: ?q= after= before="""
    q = text(request.GET.get("q", ""), 80)
    page = cursors.page(Tag.objects.of(request.workspace).filter(name__icontains=q), request.GET, "name")
    sizes = counts(Tagging, "tag", [tag.pk for tag in page.rows])
    listed = [(tag, cursors.spoken(sizes[tag.pk])) for tag in page.rows]
    context = {"q": q, "page": page, "rows": listed, "form": ShortName()}
    return show(request, "tags/index", context, part="tags/_panel")


@needs(EDIT)
@require_POST
def new(request: Request) -> HttpResponse:
    """POST: name."""
    name = actions.clean(request.POST.get("name", ""))
    if name:
        actions.named(request.workspace, [name])
        messages.success(request, _("“%(tag)s” is ready.") % {"tag": name})
    else:
        messages.error(request, _("Type a tag first."))
    return redirect("dashboard:tags")


@needs(EDIT)
def edit(request: Request, public_id: str) -> HttpResponse:
    """A new name, or another tag to become one with, or the end."""
    tag = of(request, public_id)
    form = ShortName(posted(request), initial={"name": tag.name})
    if request.method == "POST" and form.is_valid():
        try:
            renaming.rename(tag, form.cleaned_data["name"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Renamed."))
            return redirect("dashboard:tags")
    others = [pair for pair in choices.tags(request.workspace) if pair[0] != tag.public_id]
    worn = cursors.spoken(cursors.count(Tagging.objects.of(request.workspace).filter(tag=tag)))
    return show(request, "tags/form", {"tag": tag, "form": form, "others": others, "count": worn})


@needs(EDIT)
@require_POST
def merge(request: Request, public_id: str) -> HttpResponse:
    """POST: into (public id of another tag)."""
    tag = of(request, public_id)
    target = of(request, request.POST.get("into", ""))
    if tag == target:
        messages.error(request, _("Choose another tag to become one with."))
        return redirect("dashboard:tag", tag.public_id)
    renaming.merge(tag, target, request.user.email)
    messages.success(request, _("“%(tag)s” is “%(other)s” now.") % {"tag": tag.name, "other": target.name})
    return redirect("dashboard:tags")


@needs(EDIT)
@require_POST
def delete(request: Request, public_id: str) -> HttpResponse:
    tag = of(request, public_id)
    name = tag.name
    renaming.end(tag, request.user.email)
    messages.success(request, _("The tag “%(tag)s” is gone from everybody.") % {"tag": name})
    return redirect("dashboard:tags")
