"""The subscriptions of this dialect: Zapier's, and the one address of the settings (contract §5, §7)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from apps.accounts.models import User, Workspace
from apps.accounts.tenancy import OwnedQuerySet
from apps.api.kernel import paging
from apps.webhooks import actions
from apps.webhooks.models import Subscription
from apps.webhooks.refusals import BadUrl, UnknownSubscription

DIALECT = "readysms"
# What marks the row of the settings, and those that Zapier made.
OF_SETTINGS, OF_ZAPIER = "ReadySMS settings", "Zapier"


def live(workspace: Workspace) -> OwnedQuerySet[Subscription]:
    """Those that are there, disabled ones too, oldest first."""
    rows = Subscription.objects.of(workspace).filter(dialect=DIALECT).exclude(state=Subscription.State.GONE)
    return rows.order_by("pk")


def subscribe(workspace: Workspace, url: str, event: str, by: User | None) -> Subscription:
    """A REST hook. Raises UnknownEvents, BadUrl (field target_url), TooMany."""
    try:
        return actions.subscribe(workspace, DIALECT, url, [event], description=OF_ZAPIER, by=by)
    except BadUrl as refusal:
        raise BadUrl(refusal.text, field="target_url") from refusal


def one(workspace: Workspace, pk: str) -> Subscription:
    """Raises UnknownSubscription."""
    found = live(workspace).filter(pk=paging.row_id(pk)).first()
    if found is None:
        raise UnknownSubscription
    return found


def of_settings(workspace: Workspace) -> Subscription | None:
    return live(workspace).filter(description=OF_SETTINGS).first()


@transaction.atomic
def keep_settings(workspace: Workspace, url: str | None, events: Sequence[str] | None, by: Any) -> None:
    """Change what is given; no address or no event ends it. Raises UnknownEvents, BadUrl."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)  # of two first ones at once, one is made
    row = of_settings(workspace)
    url = (row.url if row else "") if url is None else url.strip()
    events = (row.events if row else []) if events is None else events
    if row and url and events:
        actions.enable(actions.edit(row, url=url, events=events))
    elif row:
        actions.unsubscribe(row)
    elif url and events:
        actions.subscribe(workspace, DIALECT, url, events, description=OF_SETTINGS, by=by)
