"""The consent ledger, its export, and the evidence for one number."""

from typing import Any

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from apps.accounts.roles import VIEW
from apps.common import clock
from apps.common.refusals import NotFound
from apps.compliance import exporting
from apps.compliance.models import ConsentEvent
from apps.contacts.fields import text
from apps.dashboard.exported import note_export
from apps.dashboard.pages import show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.tables import consents, cursors, phones
from apps.messaging import evidence


@needs(VIEW)
@require_safe
def ledger(request: Request) -> HttpResponse:
    """GET: ?q= kind= after= before="""
    filters = consents.read(request.GET)
    context = {
        "filters": filters,
        "kinds": ConsentEvent.Kind.choices,
        "page": cursors.page(consents.rows(request.workspace, filters), request.GET),
        "anchor": exporting.anchor(request.workspace),
    }
    return show(request, "compliance/ledger", context, part="compliance/_ledger")


@needs(VIEW)
@require_safe
def export(request: Request) -> StreamingHttpResponse:
    """The whole ledger as JSON lines (docs/consent-ledger.md)."""
    note_export(request, "consent ledger")
    lines = (line.encode() for line in exporting.text(request.workspace))
    response = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    name = f"consents-{request.workspace.public_id}-{clock.now():%Y-%m-%d}.jsonl"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@needs(VIEW)
@require_safe
def number(request: Request) -> HttpResponse:
    """GET: ?phone= in any form. What there is about a number, be there a contact or not."""
    typed = text(request.GET.get("phone", ""), 40)
    phone = phones.exact(typed, request.workspace.default_region) if typed else None
    pack = evidence.pack(request.workspace, phone) if phone else None
    return show(request, "compliance/evidence", {"typed": typed, "phone": phone, "pack": pack})


@needs(VIEW)
@require_safe
def pack(request: Request, form: str) -> HttpResponse:
    """GET: ?phone=. One document to keep: HTML that needs nothing else, or JSON."""
    phone = phones.exact(request.GET.get("phone", ""), request.workspace.default_region)
    if phone is None:
        raise NotFound
    note_export(request, f"evidence for {phone}")
    found = evidence.pack(request.workspace, phone)
    response: HttpResponse
    if form == "json":
        response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})
    else:
        response = HttpResponse(_document(found))
    name = f"evidence-{phone.lstrip('+')}-{clock.now():%Y-%m-%d}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _document(found: dict[str, Any]) -> str:
    """In English whoever asks: a document for a court says the same in every hand."""
    with translation.override("en"):
        return render_to_string("evidence/pack.html", {"pack": found})
