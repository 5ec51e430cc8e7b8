"""Messages and planned texts as one row of things: found by id, filtered, and in pages of both.

A planned text stands behind the message that was the newest when it was planned (Scheduled.behind), so a
place in the list is two numbers, and each side is read by its own index.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from apps.accounts.models import Workspace
from apps.api.kernel import cursors
from apps.api.kernel.cursors import Page
from apps.api.kernel.refusals import BadArgument
from apps.api.v1.read import messages as read
from apps.common.ids import parse
from apps.contacts.models import Contact
from apps.messaging import queue
from apps.messaging.models import Message, Scheduled
from apps.messaging.scheduled import actions as scheduled
from apps.messaging.states import State

Text = Message | Scheduled
Query = Mapping[str, str]
# Words of the status filter that a planned text can have; a queued one is a message.
WORDS = ("scheduled", "failed", "canceled")
NOTHING = Q(pk__in=[])
Place = tuple[int, int]


def one(workspace: Workspace, public_id: str) -> Text:
    """Its message, or what is planned under this id. Raises NotFound."""
    if parse("msg", public_id):
        planned = shown(workspace).filter(public_id=public_id).first()
        if planned is not None:
            return planned
    return read.one(workspace, public_id)


def cancel(text: Text, actor: str) -> None:
    """End it while nobody has it; else nothing changes."""
    if isinstance(text, Scheduled):
        scheduled.cancel(text, actor)
    else:
        queue.end([text.pk], State.CANCELED, *queue.CANCELED)


def shown(workspace: Workspace) -> QuerySet[Scheduled]:
    """Those that are no message."""
    rows: QuerySet[Scheduled] = Scheduled.objects.of(workspace).exclude(state=Scheduled.State.QUEUED)
    return rows.select_related("sender", "workspace")


def page(workspace: Workspace, query: Query) -> Page[Any]:
    """The page that the query string asks for, newest first. Raises BadArgument."""
    messages, planned = read.found(workspace, query), found(workspace, query)
    window = _window(workspace, query)
    rows: list[Text] = [*window.of_messages(messages), *window.of_planned(planned)]
    rows.sort(key=_place, reverse=not window.up)
    kept = rows[: window.limit]
    return Page(kept[::-1] if window.up else kept, len(rows) > window.limit)


def found(workspace: Workspace, query: Query) -> QuerySet[Scheduled]:
    """?status= contact_id=; a campaign has none."""
    rows = shown(workspace)
    if query.get("campaign_id"):
        return rows.filter(NOTHING)
    if word := query.get("status", ""):
        rows = rows.filter(state=word) if word in WORDS else rows.filter(NOTHING)
    if given := query.get("contact_id", ""):
        known = Contact.objects.of(workspace).filter(public_id=given) if parse("con", given) else None
        phone: Any = known.values_list("phone", flat=True).first() if known else None
        rows = rows.filter(phone=phone) if phone else rows.filter(NOTHING)
    return rows


@dataclass(frozen=True, slots=True)
class _Window:
    """A page's beginning and size. up: from the mark to newer ones."""

    limit: int
    mark: Place | None
    up: bool

    def of_messages(self, rows: Any) -> list[Message]:
        if self.mark:
            # a planned text stands above the message that it is behind, so that one is below its mark
            newest, above = self.mark
            rows = rows.filter(pk__gt=newest) if self.up else rows.filter(pk__lt=newest + (1 if above else 0))
        return list(rows.order_by("pk" if self.up else "-pk")[: self.limit + 1])

    def of_planned(self, rows: Any) -> list[Scheduled]:
        if self.mark:
            newest, above = self.mark
            side = "gt" if self.up else "lt"
            rows = rows.filter(Q(**{f"behind__{side}": newest}) | Q(behind=newest, **{f"pk__{side}": above}))
        order = ("behind", "pk") if self.up else ("-behind", "-pk")
        return list(rows.order_by(*order)[: self.limit + 1])


def _window(workspace: Workspace, query: Query) -> _Window:
    limit = cursors.limit(query)
    name, given = cursors.cursor(query)
    return _Window(limit, _mark(workspace, given, name) if given else None, name == "ending_before")


def _mark(workspace: Workspace, public_id: str, name: str) -> Place:
    """Of any text of the workspace, whatever is filtered: its state may have changed since it was seen."""
    if parse("msg", public_id):
        planned = Scheduled.objects.of(workspace).filter(public_id=public_id)
        sent = Message.objects.of(workspace).outbound().filter(public_id=public_id)
        if (pk := sent.values_list("pk", flat=True).first()) is not None:
            return pk, 0
        if (place := planned.values_list("behind", "pk").first()) is not None:
            return place
    raise BadArgument(f"{name} is not the id of one of these.", field=name)


def _place(row: Text) -> Place:
    return (row.behind, row.pk) if isinstance(row, Scheduled) else (row.pk, 0)
