"""The four books: what is read, what a line of it says, and how the lines of one reading are counted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, Max, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from apps.compliance.models import Suppression
from apps.contacts.models import Contact
from apps.messaging.models import Message
from apps.messaging.states import OPEN, State
from apps.reports import models
from apps.reports.answers import answers
from apps.reports.local_day import LocalDay

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Book:
    """`rows` have `created_at` and keys that grow with it; `count` answers the lines that such rows make, of
    all workspaces: every field of `lines` but cohort and `fixed`."""

    name: str
    rows: Any
    lines: type[models.Sum]
    count: Callable[[Any], Iterable[Line]]
    fixed: Mapping[str, str] = field(default_factory=dict)  # what sets its lines apart in a shared table


OUT, IN = Q(direction=Message.Direction.OUT), Q(direction=Message.Direction.IN)
ENDED_BADLY = Q(state__in=(State.FAILED, State.REFUSED))
UNDELIVERED = OUT & Q(state=State.FAILED, sent_at__isnull=False)
TAKEN = UNDELIVERED | OUT & Q(state__in=(State.SENT, State.DELIVERED))


def _if_it_failed(column: str) -> Case:
    """An error that a later try got over is none."""
    return Case(When(ENDED_BADLY, then=F(column)), default=Value(""))


def _texts(rows: Any) -> Iterable[Line]:
    rows = rows.exclude(OUT, kind=Message.Kind.SYSTEM)
    by = rows.order_by().values(
        "workspace_id",
        "sender_id",
        "origin",
        day=LocalDay(Coalesce("sent_at", "ended_at", "created_at")),
        error=_if_it_failed("error_code"),
    )
    counted = by.annotate(
        said=Max(_if_it_failed("error_text")),
        received=Count("pk", filter=IN),
        sent=Count("pk", filter=TAKEN),
        delivered=Count("pk", filter=OUT & Q(state=State.DELIVERED)),
        undelivered=Count("pk", filter=UNDELIVERED),
        failed=Count("pk", filter=OUT & ENDED_BADLY),
        waiting=Count("pk", filter=OUT & Q(state__in=OPEN)),
        answered=Count("pk", filter=OUT & Q(replied_at__isnull=False)),
        charged=Coalesce(Sum("credits"), 0),
        returned=Coalesce(Sum("credits", filter=Q(refunded=True)), 0),
    )
    for line in counted.iterator():
        named = {"error_code": line.pop("error"), "error_text": line.pop("said")}
        yield line | named | {"credits": line.pop("charged")}


def _people(rows: Any) -> Iterable[Line]:
    by = rows.order_by().values("workspace_id", "source", day=LocalDay("created_at"))
    yield from by.annotate(people=Count("pk"))


def books() -> tuple[Book, ...]:
    """Texts, answers, who came, who left. Who had left elsewhere and was imported so did not leave here."""
    left = Suppression.everywhere.filter(kind=Suppression.Kind.OPT_OUT).exclude(source="import")
    what = models.PeopleDay.What
    return (
        Book("texts", Message.everywhere.all(), models.TextDay, _texts),
        Book("answers", Message.everywhere.all(), models.AnswerDay, answers),
        Book("came", Contact.everywhere.all(), models.PeopleDay, _people, {"what": what.CAME}),
        Book("left", left, models.PeopleDay, _people, {"what": what.LEFT}),
    )
