"""Dispatch and recovery, broken at every single step: each text reaches its carrier once all the same."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from apps.contacts.models import Contact
from apps.messaging import tasks
from apps.messaging.models import Message
from tests.clockface import DAYTIME, set_clock
from tests.messaging.faults.breaking import KINDS, Breaker, Kind, at_every_step
from tests.messaging.faults.mending import ROUND_SECONDS, in_order, recover
from tests.messaging.faults.wire import ANSWER_LOST, REFUSED, THROTTLED, Carrier
from tests.messaging.orders import send
from tests.world import World, consenting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(house: World) -> list[Contact]:
    """Charlie, whose carrier just takes it, and three whose carrier refuses, breaks off and throttles."""
    magic = {"Reggie": REFUSED, "Lotte": ANSWER_LOST, "Theo": THROTTLED}
    return [house.charlie, *(consenting(house.acme.workspace, *who) for who in magic.items())]


@pytest.fixture
def queue_them(house: World, people: list[Contact], settings: Settings) -> Callable[[], list[str]]:
    """Queue a text to each; answers their references."""

    def queue() -> list[str]:
        set_clock(settings, DAYTIME)
        return [draft.message.public_id for draft in send(house.acme, *people) if draft.message]

    return queue


@pytest.fixture
def each_once(house: World, wire: Carrier, settings: Settings) -> Callable[[list[str]], None]:
    """Recovered, three of the four are with the carrier once, and the refused one was paid back."""

    def check(references: list[str]) -> None:
        recover(settings)
        texts = Message.everywhere.filter(public_id__in=references)
        assert sorted(text.state for text in texts) == ["failed", "sent", "sent", "sent"]
        assert [text.phone for text in texts if text.refunded] == [REFUSED]
        assert len(set(references) & set(wire.references())) == 3
        in_order(house, wire)

    return check


@pytest.mark.parametrize("kind", KINDS)
def test_dispatch_broken_at_any_step_sends_each_text_once(
    breaker: Breaker,
    kind: Kind,
    queue_them: Callable[[], list[str]],
    each_once: Callable[[list[str]], None],
) -> None:
    assert at_every_step(breaker, kind, queue_them, tasks.dispatch, each_once) > 10


@pytest.mark.parametrize("kind", KINDS)
def test_recovery_broken_at_any_step_sends_each_text_once(
    breaker: Breaker,
    kind: Kind,
    queue_them: Callable[[], list[str]],
    each_once: Callable[[list[str]], None],
    wire: Carrier,
    settings: Settings,
) -> None:
    def stranded() -> list[str]:
        """The worker was killed when the carrier had some of them, and had settled none."""
        references, before = queue_them(), wire.stats()["accepted"]
        with breaker.armed("killed", lambda: wire.stats()["accepted"] > before):
            tasks.dispatch()
        assert Message.everywhere.filter(public_id__in=references, state="sending").count() == 4
        settings.CLOCK_SHIFT += ROUND_SECONDS
        return references

    assert at_every_step(breaker, kind, stranded, tasks.recover, each_once) > 5
