"""The books of turnstiles: what each has let through, read and written."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from apps.carriers.models import CarrierAccount
from apps.messaging.pacing.models import Slot
from apps.messaging.pacing.turnstiles import OLDEST, Turnstile
from apps.messaging.pacing.ways import brands_of
from apps.senders.models import Sender
from apps.senders.registration.models import Registration


def hold(senders: Collection[Sender]) -> None:
    """Nobody else books for these senders, their brands and their accounts until this transaction ends."""
    for model, ids in (
        # Before the senders, as whoever hears from a registry does (senders/registration/actions.py).
        (Registration, set(brands_of(senders).values())),
        (Sender, {one.pk for one in senders}),
        (CarrierAccount, {one.carrier_id for one in senders}),  # type: ignore[attr-defined]
    ):
        if not ids:
            continue
        rows = model.everywhere.filter(pk__in=ids).order_by("pk")  # type: ignore[attr-defined]
        list(rows.select_for_update(no_key=True).values_list("pk"))


def read(turnstiles: Sequence[Turnstile], now: datetime) -> None:
    """Tell these turnstiles what they let through."""
    by_subject: dict[str, dict[int, int]] = {one.subject: {} for one in turnstiles}
    rows = Slot.everywhere.filter(subject__in=list(by_subject), start__gte=now - OLDEST)
    for subject, start, used in rows.values_list("subject", "start", "used"):
        by_subject[subject][int(start.timestamp())] = used
    for one in turnstiles:
        one.know(by_subject[one.subject], now.timestamp())


def write(workspace_id: int, turnstiles: Sequence[Turnstile]) -> None:
    """Add what they let through since: added and not set, so what others count meanwhile stays."""
    news = [
        (workspace_id, one.subject, datetime.fromtimestamp(window, UTC), more)
        for one in sorted(turnstiles, key=lambda one: one.subject)
        for window, more in sorted(one.news().items())
    ]
    if not news:
        return
    table = connection.ops.quote_name(Slot._meta.db_table)
    marks = ", ".join(["(%s, %s, %s, %s)"] * len(news))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS t (workspace_id, subject, start, used) VALUES {marks} "  # noqa: S608 - names of ours
            "ON CONFLICT (subject, start) DO UPDATE SET used = t.used + excluded.used",
            [_adapted(value) for row in news for value in row],
        )


def _adapted(value: int | str | datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
