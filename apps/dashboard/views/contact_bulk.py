"""One thing for all ticked contacts: a list or a tag."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts.roles import EDIT
from apps.contacts.models import Contact
from apps.dashboard.pages import back, one
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import cursors
from apps.lists import actions as lists
from apps.lists.models import ContactList
from apps.tags import actions as tags


@needs(EDIT)
@require_POST
def apply(request: Request) -> HttpResponse:
    """POST: contact (public ids), verb "list" with list, or "tag" with tag. Twice is once."""
    ids = _ticked(request)
    if not ids:
        messages.error(request, _("Tick at least one person first."))
    elif request.POST.get("verb") == "list":
        _put_on_list(request, ids)
    else:
        _tag(request, ids)
    return back(request, reverse("dashboard:contacts"))


def _ticked(request: Request) -> list[int]:
    """Those of the ticked that are this workspace's; a page shows no more than it does."""
    named = request.POST.getlist("contact")[: cursors.SIZE]
    rows = Contact.objects.of(request.workspace).filter(public_id__in=named)
    return list(rows.values_list("pk", flat=True))


def _put_on_list(request: Request, ids: list[int]) -> None:
    if not request.POST.get("list"):
        messages.error(request, _("Choose a list."))
        return
    rows = ContactList.objects.of(request.workspace).filter(kind=ContactList.Kind.STATIC)
    target = one(rows, request.POST["list"])
    new = lists.add(target, ids)
    messages.success(
        request,
        _("%(new)s of %(all)s are new on %(list)s.") % {"new": new, "all": len(ids), "list": target.name},
    )


def _tag(request: Request, ids: list[int]) -> None:
    name = tags.clean(request.POST.get("tag", ""))
    if not name:
        messages.error(request, _("Type a tag."))
        return
    new = tags.add_many(request.workspace.pk, {pk: [name] for pk in ids}, actor=request.user.email)
    messages.success(
        request,
        _("%(new)s of %(all)s are new to “%(tag)s”.") % {"new": len(new), "all": len(ids), "tag": name},
    )
