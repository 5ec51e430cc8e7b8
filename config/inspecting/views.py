"""The pages of the inspectors, in the admin's frame."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.common.ids import parse
from apps.common.refusals import Refusal
from apps.messaging.models import Message
from apps.webhooks import actions
from apps.webhooks.models import Delivery, Try
from config.inspecting import finding, life
from config.inspecting.askers import asker

SEE_TEXTS, SEE_DELIVERIES = "messaging.view_message", "webhooks.view_delivery"
REPLAY = "webhooks.change_delivery"


def _allowed(request: HttpRequest, right: str) -> None:
    if not request.user.has_perm(right):  # type: ignore[union-attr]
        raise PermissionDenied


def _page(request: HttpRequest, name: str, title: str, context: dict[str, Any]) -> HttpResponse:
    whole = {**admin.site.each_context(request), "title": title, **context}
    return render(request, f"admin/inspecting/{name}.html", whole)


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """GET: ?q= a public id (msg_, dlv_), a phone number, or a carrier's id. One that is found is opened."""
    _allowed(request, SEE_TEXTS)
    asked = request.GET.get("q", "").strip()[:80].replace("\x00", "")
    if finding.deliveries(asked):
        return redirect("inspecting:delivery", asked)
    found = finding.messages(asked)
    if len(found) == 1:
        return redirect("inspecting:message", found[0].public_id)
    context = {"asked": asked, "found": found, "most": finding.MOST}
    return _page(request, "find", "Look into a text", context)


@require_safe
def message(request: HttpRequest, message_id: str) -> HttpResponse:
    """GET: the whole life of one text."""
    _allowed(request, SEE_TEXTS)
    rows = Message.everywhere.select_related(
        "workspace", "contact", "sender__carrier", "conversation", "lane"
    )
    row = rows.filter(public_id=message_id).first() if parse("msg", message_id) else None
    if row is None:
        raise Http404
    context = {**life.of_message(row), "asker": asker(row.workspace_id, row.origin)}
    return _page(request, "message", f"Text {row.public_id}", context)


def _delivery(delivery_id: str) -> Delivery:
    rows = Delivery.everywhere.select_related("workspace", "subscription", "event", "replay_of")
    row: Delivery | None = rows.filter(public_id=delivery_id).first() if parse("dlv", delivery_id) else None
    if row is None:
        raise Http404
    return row


@require_safe
def delivery(request: HttpRequest, delivery_id: str) -> HttpResponse:
    """GET: one delivery of a webhook, every try with its answer."""
    _allowed(request, SEE_DELIVERIES)
    row = _delivery(delivery_id)
    subject = row.event.subject if row.event else row.subject
    context = {
        "delivery": row,
        "tries": Try.objects.of(row.workspace_id).filter(delivery=row)[:100],
        "again": Delivery.objects.of(row.workspace_id)
        .filter(event_ref=row.event_ref, subscription=row.subscription)
        .exclude(pk=row.pk)
        .order_by("-pk")[:20],
        "text": subject if parse("msg", subject) else "",
        "may_replay": request.user.has_perm(REPLAY) and row.ended_at is not None,  # type: ignore[union-attr]
    }
    return _page(request, "delivery", f"Delivery {row.public_id}", context)


@require_POST
def replay(request: HttpRequest, delivery_id: str) -> HttpResponse:
    """POST: sent again, with the same id and body."""
    _allowed(request, REPLAY)
    row = _delivery(delivery_id)
    try:
        actions.replay(row.subscription, Q(pk=row.pk))
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        actor: Any = request.user
        LogEntry.objects.log_actions(actor.pk, [row], CHANGE, "Sent again.", single_object=True)
        messages.success(request, "Sent again, with the same id and body.")
    return redirect("inspecting:delivery", row.public_id)
