"""Verbs of webhooks."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from apps.accounts.audit import writing as audit
from apps.accounts.models import User, Workspace
from apps.common import bulk, clock
from apps.common.ids import Maker
from apps.events import diary
from apps.events.models import Interest
from apps.webhooks import secrets, turns
from apps.webhooks.dialects import canonical, dialect
from apps.webhooks.guard import check_url
from apps.webhooks.models import Delivery, Subscription
from apps.webhooks.refusals import NotEnabled, NothingToReplay, TooMany, UnknownEvents

State = Subscription.State
MOST = 100
# Tried again with growing pauses for so long; then given up.
PATIENCE = timedelta(hours=24)
# Deliveries that one replay may send again.
MOST_REPLAYED = 10_000


@transaction.atomic
def subscribe(
    workspace: Workspace,
    dialect_name: str,
    url: str,
    events: Sequence[str],
    *,
    secret: str = "",
    description: str = "",
    by: User | None = None,
) -> Subscription:
    """Tell this address from now on. Raises BadUrl, UnknownEvents, BadSecret, TooMany."""
    names = _names(dialect_name, events)
    held = secrets.chosen(secret)
    address = check_url(url)
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    if Subscription.objects.of(workspace).exclude(state=State.GONE).count() >= MOST:
        raise TooMany
    made: Subscription = Subscription.objects.create(
        workspace=workspace,
        dialect=dialect_name,
        url=address,
        events=names,
        secrets=held,
        description=description[:120],
        created_by=by,
    )
    _keep_interest(workspace.pk)
    diary.record(workspace, "webhook.created", made.public_id, url=address, events=names)
    _note(made, "webhook.created", by=by)
    return made


def _names(dialect_name: str, events: Sequence[str]) -> list[str]:
    names, unknown = canonical(dialect(dialect_name), events)
    if unknown or not names:
        known = ", ".join(sorted(dialect(dialect_name).EVENTS))
        first = f"There is no event {unknown[0]!r}." if unknown else "At least one event is needed."
        raise UnknownEvents(f"{first} There are: {known}.")
    return names


@transaction.atomic
def edit(
    subscription: Subscription,
    *,
    url: str | None = None,
    events: Sequence[str] | None = None,
    description: str | None = None,
) -> Subscription:
    """Change what is given. Raises BadUrl, UnknownEvents."""
    locked = _locked(subscription)
    before = _shown(locked)
    if url is not None:
        locked.url = check_url(url)
    if events is not None:
        locked.events = _names(locked.dialect, events)
    if description is not None:
        locked.description = description[:120]
    locked.save()
    _keep_interest(locked.workspace_id)
    _note(locked, "webhook.changed", before=before)
    return locked


@transaction.atomic
def unsubscribe(subscription: Subscription, why: str = _("Unsubscribed.")) -> None:
    """Nothing more is sent, not even what waits. Twice is once."""
    locked = _locked(subscription)
    if locked.state == State.GONE:
        return
    locked.state, locked.why = State.GONE, why[:200]
    locked.save()
    _drop_waiting(locked)
    _keep_interest(locked.workspace_id)
    diary.record(locked.workspace_id, "webhook.removed", locked.public_id, url=locked.url, reason=why)
    _note(locked, "webhook.removed")


@transaction.atomic
def disable(subscription: Subscription, why: str, actor: str = "") -> None:
    """Stop telling it; events of the meantime are not kept for it."""
    locked = _locked(subscription)
    if locked.state != State.ENABLED:
        return
    locked.state, locked.why = State.DISABLED, why[:200]
    locked.save()
    _drop_waiting(locked)
    _keep_interest(locked.workspace_id)
    diary.record(
        locked.workspace_id, "webhook.disabled", locked.public_id, actor=actor, url=locked.url, reason=why
    )
    _note(locked, "webhook.disabled", by=actor)


@transaction.atomic
def enable(subscription: Subscription) -> None:
    """Tell it again, from now on; what was missed can be replayed."""
    locked = _locked(subscription)
    if locked.state != State.DISABLED:
        return
    locked.state, locked.why = State.ENABLED, ""
    locked.failures, locked.failing_since, locked.rests_until = 0, None, None
    locked.save()
    _keep_interest(locked.workspace_id)
    _note(locked, "webhook.enabled")


@transaction.atomic
def rotate(subscription: Subscription, secret: str = "") -> Subscription:
    """A fresh secret; the old one signs along for a day. Raises BadSecret."""
    locked = _locked(subscription)
    locked.secrets = secrets.rotated(locked.secrets, clock.now(), secret)
    locked.save(update_fields=["secrets"])
    _note(locked, "webhook.rotated")
    return locked


@transaction.atomic
def test(subscription: Subscription, name: str = "") -> Delivery:
    """Send a sample of one of its events, marked as such by its id (evt_test_…). Raises NotEnabled."""
    _must_be_on(_locked(subscription))
    chosen = name if name in subscription.events else subscription.events[0]
    body = json.dumps(dialect(subscription.dialect).sample(chosen), ensure_ascii=False)
    made: Delivery = Delivery.objects.create(
        workspace_id=subscription.workspace_id,
        subscription=subscription,
        event_ref=Maker("evt_test")(),
        name=chosen,
        body=body,
        give_up_at=clock.now() + timedelta(minutes=10),
    )
    return made


@transaction.atomic
def replay(subscription: Subscription, chosen: Q) -> int:
    """Send again the ended deliveries that match, oldest first, with the same ids and bodies.

    Answers how many (10,000 at most). Raises NothingToReplay, NotEnabled.
    """
    _must_be_on(_locked(subscription))
    ended = Delivery.objects.of(subscription.workspace_id).filter(chosen, subscription=subscription)
    ended = ended.filter(state__in=(Delivery.State.DELIVERED, Delivery.State.FAILED))
    again = [_again(one) for one in ended.order_by("id")[:MOST_REPLAYED]]
    if not again:
        raise NothingToReplay
    turns.give(again)
    bulk.insert(again)
    return len(again)


def _again(one: Delivery) -> Delivery:
    return Delivery(
        workspace_id=one.workspace_id,
        subscription_id=one.subscription_id,
        event_id=one.event_id,
        event_ref=one.event_ref,
        name=one.name,
        subject=one.subject,
        body=one.body,
        give_up_at=clock.now() + PATIENCE,
        replay_of=one,
    )


def _must_be_on(subscription: Subscription) -> None:
    """What is made for one that is switched off would wait, unsent and without an end. Raises NotEnabled."""
    if subscription.state != State.ENABLED:
        raise NotEnabled


def _note(row: Subscription, kind: str, *, before: Mapping[str, Any] | None = None, by: Any = None) -> None:
    site = audit.site_of(row.url)
    audit.note(row.workspace, kind, site, row.public_id, before=before, after=_shown(row), by=by)


def _shown(row: Subscription) -> dict[str, Any]:
    """What the log says of it: of the address no more than where it is."""
    return {"site": audit.site_of(row.url), "events": list(row.events), "description": row.description}


def _locked(subscription: Subscription) -> Subscription:
    row: Subscription = (
        Subscription.objects.of(subscription.workspace_id).select_for_update().get(pk=subscription.pk)
    )
    return row


def _drop_waiting(subscription: Subscription) -> None:
    waiting = Delivery.objects.of(subscription.workspace_id).filter(subscription=subscription)
    waiting.filter(state=Delivery.State.WAITING).update(state=Delivery.State.FAILED, ended_at=clock.now())


def _keep_interest(workspace_id: int) -> None:
    """Let the diary know of which events somebody is to be told."""
    wanted: set[str] = set()
    for one in Subscription.objects.of(workspace_id).filter(state=State.ENABLED):
        table = dialect(one.dialect).EVENTS
        wanted.update(source for name in one.events for source in table.get(name, ()))
    rows = Interest.objects.of(workspace_id)
    rows.exclude(name__in=wanted).delete()
    new = wanted - set(rows.values_list("name", flat=True))
    Interest.everywhere.bulk_create(
        [Interest(workspace_id=workspace_id, name=name) for name in sorted(new)], ignore_conflicts=True
    )
