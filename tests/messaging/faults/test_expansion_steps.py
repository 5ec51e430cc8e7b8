"""A campaign's preparation, broken at every single step: each person has one text, and is charged once."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from pytest_django import Settings

from apps.campaigns import actions as campaigns
from apps.campaigns import expansion, queries, tasks
from apps.campaigns.models import Campaign, Recipient
from apps.contacts import actions as contacts
from apps.messaging.models import Message
from apps.messaging.proof import prove
from tests.campaigns.launches import draft, fresh, launch
from tests.clockface import DAYTIME, set_clock
from tests.messaging.faults.breaking import KINDS, Breaker, Kind, at_every_step
from tests.messaging.faults.mending import expand_all, in_order, lay_aside, recover
from tests.messaging.faults.wire import Carrier
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Charlie and Dana, then Erin: a strike can fall between two chunks."""
    set_clock(settings, DAYTIME)
    monkeypatch.setattr(expansion, "CHUNK", 2, raising=False)


def texts_of(campaign: Campaign) -> list[Message]:
    return list(Message.objects.of(campaign.workspace_id).filter(origin=campaign.public_id))


@pytest.mark.parametrize("kind", KINDS)
def test_expansion_broken_at_any_step_gives_each_person_one_text(
    house: World, wire: Carrier, breaker: Breaker, kind: Kind, settings: Settings
) -> None:
    contacts.set_dnd(house.dana, True)

    def check(campaign: Campaign) -> None:
        expand_all()
        outcomes = Recipient.objects.of(campaign.workspace_id).filter(campaign=campaign)
        assert sorted(outcomes.values_list("phone", "outcome")) == [
            (house.dana.phone, "skipped"),
            (house.erin.phone, "queued"),
            (house.charlie.phone, "queued"),
        ]
        assert sorted(text.phone for text in texts_of(campaign)) == [house.erin.phone, house.charlie.phone]
        assert prove(house.acme.workspace).differences == {}
        lay_aside(campaign)

    assert at_every_step(breaker, kind, lambda: launch(draft(house.acme)), tasks.advance, check) > 30
    recover(settings)
    campaigns_begun = Campaign.objects.of(house.acme.workspace).count()
    assert wire.stats()["accepted"] == Message.objects.of(house.acme.workspace).count() == 2 * campaigns_begun
    in_order(house, wire)


@dataclass(frozen=True)
class Verb:
    """Something that a person does to a campaign, and how many of its three texts still go afterwards."""

    do: Callable[[Campaign], object]
    goes: int
    again: Callable[[Campaign], object] = lambda campaign: None


VERBS = {
    "pause": Verb(lambda one: campaigns.pause(one, "maria"), 3, lambda one: campaigns.resume(one, "maria")),
    "cancel": Verb(lambda one: campaigns.cancel(one, "maria"), 0),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", VERBS)
def test_pausing_and_canceling_broken_at_any_step_happen_whole_or_not_at_all(
    house: World, wire: Carrier, breaker: Breaker, kind: Kind, name: str, settings: Settings
) -> None:
    verb = VERBS[name]
    sent = 0

    def launched() -> Campaign:
        campaign = launch(draft(house.acme))
        expand_all()
        return fresh(campaign)

    def check(campaign: Campaign) -> None:
        nonlocal sent
        happened = fresh(campaign).state in (Campaign.State.PAUSED, Campaign.State.CANCELED)
        states = {text.state for text in texts_of(campaign)}
        assert states == {"canceled" if happened and not verb.goes else "queued"}
        if happened:
            verb.again(fresh(campaign))
        recover(settings)
        sent += verb.goes if happened else 3
        assert wire.stats()["accepted"] == sent
        assert queries.progress(campaign).sent == (verb.goes if happened else 3)
        in_order(house, wire)
        lay_aside(campaign)

    assert at_every_step(breaker, kind, launched, _on_the_newest(verb), check) > 5


def _on_the_newest(verb: Verb) -> Callable[[], object]:
    return lambda: verb.do(Campaign.everywhere.select_related("workspace", "lane").latest("pk"))
