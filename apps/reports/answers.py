"""How long people waited for an answer that somebody wrote by hand."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from apps.messaging.models import Message
from apps.messaging.states import State
from apps.reports.local_day import LocalDay

# Who writes after that is not answering any more.
LONGEST = timedelta(days=7)
NAMES = ("workspace_id", "day", "member", "seconds")


def answers(rows: Any) -> Iterable[Mapping[str, Any]]:
    """Texts by hand (their origin is an e-mail address) to somebody who had written since the last of them,
    by two true digits of the seconds between. What a keyword answers by itself is no answer."""
    written = _by_hand(rows).order_by().annotate(since=Subquery(_waiting()), on=LocalDay("created_at"))
    found = written.filter(since__isnull=False).values_list(
        "workspace_id", "on", "origin", "since", "created_at"
    )
    counted = Counter(
        (workspace_id, day, member, two_digits(int((at - since).total_seconds())))
        for workspace_id, day, member, since, at in found.iterator()
        if at - since <= LONGEST
    )
    for key, number in counted.items():
        yield {**dict(zip(NAMES, key, strict=True)), "answers": number}


def two_digits(number: int) -> int:
    """1,234 → 1,200. So a day of answers is some dozens of lines, and a median is right to 5 %."""
    return int(float(f"{max(0, number):.1e}"))


def _by_hand(rows: Any) -> Any:
    return rows.filter(
        direction=Message.Direction.OUT, conversation__isnull=False, origin__contains="@"
    ).exclude(state__in=(State.REFUSED, State.CANCELED))


def _waiting() -> Any:
    """Of an answer: when the first text came that the one before it had not answered."""
    thread = Message.everywhere.filter(conversation=OuterRef("conversation"), pk__lt=OuterRef("pk"))
    before = Message.everywhere.filter(
        conversation=OuterRef(OuterRef("conversation")), pk__lt=OuterRef(OuterRef("pk"))
    )
    last = _by_hand(before).order_by("-pk").values("pk")[:1]
    came = thread.filter(direction=Message.Direction.IN, pk__gt=Coalesce(Subquery(last), 0))
    return came.order_by("pk").values("created_at")[:1]
