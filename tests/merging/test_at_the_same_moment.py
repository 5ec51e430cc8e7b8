"""Merging while others merge, write and answer: every text stays, once, and the books agree."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from pytest_django import Settings

from apps.common.refusals import NotFound
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.merging.actions import merge
from apps.merging.refusals import ContactsBusy
from apps.messaging import actions, inbox
from apps.messaging.models import Conversation, Message
from apps.messaging.proof import prove
from apps.messaging.refusals import AnsweredMeanwhile
from tests.clockface import DAYTIME, set_clock
from tests.messaging.orders import texted
from tests.messaging.test_at_the_same_moment import together
from tests.world import World, consenting, make_world

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 5


@pytest.fixture
def house(transactional_db: None, settings: Settings) -> World:
    set_clock(settings, DAYTIME)
    return make_world()


def quietly(*refusals: type[Exception]) -> Callable[[Callable[[], Any]], Callable[[], None]]:
    """A verb that may be refused so."""

    def wrap(verb: Callable[[], Any]) -> Callable[[], None]:
        def run() -> None:
            with suppress(*refusals):
                verb()

        return run

    return wrap


may_lose = quietly(NotFound, ContactsBusy)


def test_of_mergers_in_both_directions_one_happens(house: World) -> None:
    for number in range(ROUNDS):
        one = consenting(house.acme.workspace, "Ada", f"+1617555400{number}")
        other = consenting(house.acme.workspace, "Ada", f"+1617555500{number}")
        together(may_lose(lambda: merge(one, other)), may_lose(lambda: merge(other, one)))  # noqa: B023
        assert Contact.objects.of(house.acme.workspace).filter(first_name="Ada").count() == number + 1


def test_what_they_write_meanwhile_is_lost_to_nobody(house: World) -> None:
    place = house.acme.workspace
    for number in range(ROUNDS):
        one = consenting(place, "Ada", f"+1617555600{number}")
        other = consenting(place, "Ada", f"+1617555700{number}")
        texted(house.acme.sender, other, "Before")
        before = Message.objects.of(place).count()
        together(
            may_lose(lambda: merge(one, other)),  # noqa: B023
            lambda: texted(house.acme.sender, one, "Meanwhile"),  # noqa: B023
            lambda: texted(house.acme.sender, house.dana, "Somebody else"),
        )
        assert Message.objects.of(place).count() == before + 2
    assert prove(place).differences == {}
    assert ledger.balance(place) == 1_000


def test_of_two_who_answer_at_the_same_moment_one_is_asked(house: World) -> None:
    place = house.acme.workspace
    for _ in range(ROUNDS):
        texted(house.acme.sender, house.charlie, "Are you open?")
        thread = (
            Conversation.objects.of(place).select_related("contact", "sender__carrier", "workspace").get()
        )
        seen, before = inbox.newest(thread), Message.objects.of(place).outbound().count()
        asked = quietly(AnsweredMeanwhile)
        together(
            *(
                asked(lambda who=who: actions.reply(thread, "Yes", f"{who}@acme.example", seen=seen))  # type: ignore[misc] # noqa: B023
                for who in ("agnes", "maria", "adam")
            )
        )
        assert Message.objects.of(place).outbound().count() == before + 1
    assert ledger.balance(place) == 1_000 - ROUNDS
