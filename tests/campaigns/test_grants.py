"""Campaigns that run out of credits, and the grant that comes at the worst moment."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from apps.campaigns import actions, expansion, queries
from apps.campaigns.expansion import OUT_OF_CREDITS
from apps.campaigns.models import Campaign, Recipient
from apps.credits import ledger
from apps.credits.refusals import InsufficientCredits
from apps.events import tasks as events
from apps.messaging import pipeline
from apps.messaging.models import Message
from tests.campaigns.launches import WITNESS, WORDING, draft, expand, fresh, launch, put
from tests.messaging.orders import texted
from tests.world import World, make_world

MOMENTS = ("before the charge fails", "after the charge failed", "after the pause")


def elsewhere(verb: Any) -> None:
    """On a connection of its own, committed before this goes on."""

    def run() -> None:
        try:
            verb()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result(20)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", MOMENTS)
def test_no_grant_is_too_early_or_too_late_to_wake_a_campaign(
    moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is granted, and its event is reacted to, at every moment of the chunk that ran out."""
    world = make_world()
    acme = world.acme.workspace
    ledger.grant(acme, -1_000, "Spent elsewhere", kind="adjustment")
    campaign = launch(draft(world.acme))
    expansion.snapshot(campaign)

    def granted() -> None:
        ledger.grant(acme, 10, "More", key="more")
        events.react()

    def refused(order: Any, people: Any, real: Any = pipeline.send) -> Any:
        if moment == MOMENTS[0]:
            elsewhere(granted)
        try:
            return real(order, people)
        except InsufficientCredits:
            if moment == MOMENTS[1]:
                elsewhere(granted)
            raise

    monkeypatch.setattr(pipeline, "send", refused)
    expansion.expand_chunk(campaign)
    monkeypatch.undo()
    if moment == MOMENTS[2]:
        assert fresh(campaign).pause_reason == OUT_OF_CREDITS
        granted()
    assert expand(fresh(campaign)).state == Campaign.State.SENDING
    assert Message.objects.of(acme).count() == 3 and ledger.balance(acme) == 7


def test_a_second_round_keeps_the_time_of_the_launch(world: World, daytime: None) -> None:
    """Who answered the first round still counts as having answered: the report counts from the launch on."""
    campaign = expand(launch(draft(world.acme)))
    for text in Message.objects.of(world.acme.workspace).outbound():
        put(text, "sent", sent_at=text.created_at)  # type: ignore[arg-type]
    texted(world.acme.sender, world.charlie, "Nice!")
    launched_at = fresh(campaign).launched_at
    Campaign.everywhere.filter(pk=campaign.pk).update(state=Campaign.State.COMPLETED)
    dana = Recipient.objects.of(campaign.workspace_id).filter(campaign=campaign, phone=world.dana.phone)
    dana.update(outcome=Recipient.Outcome.SKIPPED, rule="no_sender", temporary=True, message=None)
    actions.send_to_remaining(fresh(campaign), WITNESS, WORDING)
    assert fresh(campaign).launched_at == launched_at
    assert queries.report(fresh(campaign)).replied == 1
