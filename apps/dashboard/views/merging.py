"""Contacts that may be one person, and making them one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.roles import EDIT
from apps.common.refusals import NotFound, Refusal
from apps.contacts.models import Contact
from apps.dashboard import merge_page
from apps.dashboard.pages import one, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.views.contact import of
from apps.merging import likely
from apps.merging.actions import merge as merge_contacts
from apps.merging.choosing import ATTRIBUTE, NAMES

FOUND = 10


@needs(EDIT)
@require_safe
def duplicates(request: Request) -> HttpResponse:
    """GET: ?before= (where the page before ended)."""
    mark = request.GET.get("before", "")
    before = int(mark) if mark.isdecimal() and len(mark) < 18 else 0
    return show(
        request, "merging/index", {"found": likely.pairs(request.workspace, before), "before": before}
    )


@needs(EDIT)
def merge(request: Request, public_id: str) -> HttpResponse:
    """GET: ?contact= shows both side by side; without it, or with q=, who it may be.

    POST: contact, and for each value that both have own or other (value-NAME).
    """
    kept = of(request, public_id)
    named = request.POST.get("contact") or request.GET.get("contact", "")
    if not named:
        return show(request, "merging/choose", _choices(request, kept))
    gone = one(Contact.objects.of(request.workspace), named)
    if request.method == "POST" and (merged := _merged(request, kept, gone)):
        messages.success(
            request, _("They are one contact now, with everything of both: %(who)s.") % {"who": merged}
        )
        return redirect("dashboard:contact", merged.public_id)
    if gone.pk == kept.pk:
        return redirect("dashboard:contact_merge", kept.public_id)
    return show(request, "merging/show", merge_page.context(request.workspace, kept, gone))


def _merged(request: Request, kept: Contact, gone: Contact) -> Contact | None:
    try:
        return merge_contacts(kept, gone, _taken(request), actor=request.user.email)
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.text)
    return None


def _taken(request: Request) -> set[str]:
    given = {name.removeprefix("value-"): value for name, value in request.POST.items()}
    return {
        name
        for name, value in given.items()
        if value == "other" and (name in NAMES or name.startswith(ATTRIBUTE))
    }


def _choices(request: Request, kept: Contact) -> dict[str, object]:
    text = request.GET.get("q", "").replace("\0", "").strip()[:200]
    rows = Contact.objects.of(request.workspace).exclude(pk=kept.pk)
    found = list(rows.search(text).order_by("-id")[:FOUND]) if text else []  # type: ignore[attr-defined]
    near = [
        (pair.other if pair.one.pk == kept.pk else pair.one, pair.why)
        for pair in likely.beside(request.workspace, kept)
    ]
    return {"contact": kept, "q": text, "found": found, "near": near}
