"""When a marketing text says how to leave."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from apps.accounts.models import Workspace
from apps.credits import ledger
from apps.messaging import horizon
from tests.clockface import DAYTIME, set_clock
from tests.messaging.orders import queued
from tests.world import World

BARE = "Hi {first_name}, sale today."
FOOTER = " Reply STOP to opt out."


@pytest.fixture(autouse=True)
def _forget_the_horizon() -> None:
    horizon._searched.cache_clear()


def test_the_first_text_says_it_and_the_second_does_not(world: World) -> None:
    assert queued(world.acme, world.charlie, body=BARE).body == f"Hi Charlie, sale today.{FOOTER}"
    assert queued(world.acme, world.charlie, body=BARE).body == "Hi Charlie, sale today."
    assert queued(world.acme, world.dana, body=BARE).body.endswith(FOOTER)


def test_after_thirty_days_it_is_due_again(world: World, settings: Settings) -> None:
    queued(world.acme, world.charlie, body=BARE)
    for days, due in ((29, False), (31, True)):
        set_clock(settings, DAYTIME + timedelta(days=days))
        assert queued(world.acme, world.charlie, body=BARE).body.endswith(FOOTER) is due


def test_a_text_that_says_it_itself_counts_and_is_left_as_it_is(world: World) -> None:
    own = "Sale. Text STOP to end."
    assert queued(world.acme, world.charlie, body=own).body == own
    assert queued(world.acme, world.charlie, body=BARE).body == "Hi Charlie, sale today."


def test_the_footer_counts_in_parts_and_price(world: World) -> None:
    message = queued(world.acme, world.charlie, body="x" * 150)
    assert (message.parts, message.credits) == (2, 2)
    assert ledger.balance(world.acme.workspace) == 998


def test_direct_texts_and_replies_have_none(world: World) -> None:
    for kind in ("direct", "reply"):
        assert queued(world.acme, world.charlie, body="Your table is ready.", kind=kind).body.endswith(
            "ready."
        )


def test_a_workspace_can_see_to_it_itself(world: World) -> None:
    Workspace.objects.filter(pk=world.acme.workspace.pk).update(footer_days=0)
    world.acme.workspace.refresh_from_db()
    assert queued(world.acme, world.charlie, body=BARE).body == "Hi Charlie, sale today."


def test_what_bobco_said_is_not_said_for_acme(world: World) -> None:
    queued(world.bobco, world.bobco.contacts["Charlie"], body=BARE)
    assert queued(world.acme, world.charlie, body=BARE).body.endswith(FOOTER)
