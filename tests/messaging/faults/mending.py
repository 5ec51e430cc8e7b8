"""After a fault: what the clock would call, until everything has come to its end."""

from datetime import timedelta

from django.db.models import QuerySet
from pytest_django import Settings

from apps.campaigns import tasks as campaigns
from apps.campaigns.models import Campaign
from apps.carriers.models import Callback
from apps.common import clock
from apps.messaging import tasks
from apps.messaging.models import Message
from apps.messaging.proof import prove
from apps.messaging.states import OPEN
from tests.clockface import DAYTIME, set_clock
from tests.messaging.faults.wire import Carrier
from tests.world import World

# A lease is 20 s, a look-up waits 20 s, and a carrier that could not say is asked again after 30 s.
ROUND_SECONDS = 31
ROUNDS = 8


def later(settings: Settings) -> None:
    """Ten minutes on, when accounts that rested are awake; by day, so it may become the next week."""
    settings.CLOCK_SHIFT += 600
    weeks, rest = divmod(clock.now() - DAYTIME, timedelta(weeks=1))
    if rest > timedelta(hours=4):
        set_clock(settings, DAYTIME + (weeks + 1) * timedelta(weeks=1))


def recover(settings: Settings) -> None:
    """Let time pass and call the clock's tasks, until nothing is in flight. Fails when something stays."""
    for _ in range(ROUNDS):
        tasks.apply_callbacks()
        tasks.recover()
        tasks.dispatch()
        if not in_flight().exists() and not new_callbacks().exists():
            return
        settings.CLOCK_SHIFT += ROUND_SECONDS
    stuck = list(in_flight().values_list("state", "error_text", "attempts"))
    raise AssertionError(f"In flight for ever: {stuck}, {new_callbacks().count()} callbacks")


def expand_all() -> None:
    """Until every recipient has an outcome."""
    expanding = Campaign.everywhere.filter(state=Campaign.State.EXPANDING)
    for _ in range(ROUNDS):
        if not expanding.exists():
            return
        campaigns.advance()
    raise AssertionError("A campaign is being prepared for ever")


def lay_aside(campaign: Campaign) -> None:
    """The clock has nothing more to do with it: the next run takes as many steps as this one did."""
    Campaign.everywhere.filter(pk=campaign.pk).update(state=Campaign.State.COMPLETED)


def in_flight() -> QuerySet[Message]:
    rows: QuerySet[Message] = Message.everywhere.outbound().filter(state__in=OPEN)
    return rows


def new_callbacks() -> QuerySet[Callback]:
    return Callback.objects.filter(state=Callback.State.NEW)


def in_order(world: World, carrier: Carrier) -> None:
    """The carrier was offered nothing twice, and the books of both tenants agree."""
    assert carrier.stats()["doubled_references"] == 0
    for tenant in (world.acme, world.bobco):
        assert prove(tenant.workspace).differences == {}
