"""Defined fields: what contacts' attributes are called, in which order, and where each is used."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.roles import EDIT, VIEW
from apps.common.refusals import Refusal
from apps.contacts.custom import actions, found
from apps.contacts.fields import text
from apps.contacts.models import CustomField
from apps.contacts.refusals import FieldChanged
from apps.dashboard.field_uses import uses
from apps.dashboard.forms.fields import EditField, NewField
from apps.dashboard.pages import carry_out, one, posted, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs


def of(request: Request, public_id: str) -> CustomField:
    return one(CustomField.objects.of(request.workspace), public_id)


@needs(VIEW)
@require_safe
def index(request: Request) -> HttpResponse:
    rows = CustomField.objects.of(request.workspace)
    context = {
        "rows": list(rows.live()),
        "archived": list(rows.exclude(archived_at=None)),
        "found": found.undefined(request.workspace),
        "looked_at": found.LOOKED_AT,
    }
    return show(request, "fields/index", context)


@needs(EDIT)
def new(request: Request) -> HttpResponse:
    """GET: ?key= of an attribute that contacts have. POST: label, key, kind, options, required, is_column."""
    form = NewField(posted(request), initial=_first(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.add(request.workspace, given["kind"], form.wish(), key=given["key"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(name)s is a field now.") % {"name": made.label})
            return redirect("dashboard:fields")
    return show(request, "fields/form", {"form": form}, status=422 if form.errors else 200)


def _first(request: Request) -> dict[str, Any]:
    key = text(request.GET.get("key", ""), 60)
    return {"key": key, "label": key.replace("_", " ").capitalize()} if key else {}


@needs(EDIT)
def edit(request: Request, public_id: str) -> HttpResponse:
    """POST: label, options, required, is_column, and seen: what the page was made of."""
    field = of(request, public_id)
    form = EditField(posted(request), field)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(field, form.wish(), seen=form.when_seen())
        except FieldChanged as refusal:
            field.refresh_from_db()
            form.refuse(refusal)
            form.look_again(field)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("dashboard:fields")
    context = {"form": form, "field": field, "uses": uses(request.workspace, field)}
    return show(request, "fields/form", context, status=422 if form.errors else 200)


@needs(EDIT)
@require_POST
def shift(request: Request, public_id: str) -> HttpResponse:
    """POST: way, "up" or "down"."""
    actions.shift(of(request, public_id), -1 if request.POST.get("way") == "up" else 1)
    return redirect("dashboard:fields")


@needs(EDIT)
@require_POST
def archive(request: Request, public_id: str) -> HttpResponse:
    field = of(request, public_id)
    actions.archive(field)
    said = _("%(name)s is archived. Its values stay on the contacts.") % {"name": field.label}
    messages.success(request, said)
    return redirect("dashboard:fields")


@needs(EDIT)
@require_POST
def restore(request: Request, public_id: str) -> HttpResponse:
    field = of(request, public_id)
    said = _("%(name)s is in use again.") % {"name": field.label}
    carry_out(request, lambda: actions.restore(field), said)
    return redirect("dashboard:fields")
