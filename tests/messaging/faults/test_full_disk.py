"""A full disk (SQLite): what has no room happens not at all, and goes on when there is room again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection
from pytest_django import Settings

from apps.campaigns import tasks as campaigns
from apps.campaigns.models import Recipient
from apps.contacts.models import Contact
from apps.messaging import tasks
from apps.messaging.models import Message
from apps.messaging.proof import prove
from tests.campaigns.launches import draft, launch
from tests.clockface import DAYTIME, set_clock
from tests.messaging.faults.mending import expand_all, in_order, recover
from tests.messaging.faults.wire import Carrier
from tests.messaging.orders import send
from tests.world import World

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a server's disk is not ours to fill"),
]
# Pages (4 kB) that are left. The work of these tests takes fewer than the last of them.
ROOM = range(0, 24, 3)


@contextmanager
def room_for(pages: int) -> Iterator[None]:
    """Every connection made in the block may make the file so many pages longer and not one more."""
    options = connection.settings_dict["OPTIONS"]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        (used,) = cursor.fetchone()
    limited = f"{options['init_command']} PRAGMA max_page_count={used + pages};"
    connection.settings_dict["OPTIONS"] = {**options, "init_command": limited}
    connection.close()
    try:
        yield
    except (DatabaseError, ExceptionGroup) as fault:
        assert "full" in str(fault) or isinstance(fault, ExceptionGroup), fault
    finally:
        connection.close()
        connection.settings_dict["OPTIONS"] = options


def test_nothing_is_queued_and_nothing_charged_without_room(house: World, settings: Settings) -> None:
    set_clock(settings, DAYTIME)
    acme = house.acme.workspace
    with room_for(0):
        for _ in range(100):
            send(house.acme, house.charlie, house.dana, house.erin, body="A long story. " * 100)
    whole, rest = divmod(Message.objects.of(acme).count(), 3)
    assert whole < 100 and rest == 0
    assert prove(acme).differences == {}


@pytest.mark.parametrize("pages", ROOM)
def test_dispatch_on_a_full_disk_sends_each_text_once(
    pages: int, queue_them: Callable[[], list[str]], each_once: Callable[[list[str]], None]
) -> None:
    references = queue_them()
    with room_for(pages):
        tasks.dispatch()
    each_once(references)


@pytest.mark.parametrize("pages", ROOM)
def test_a_campaign_on_a_full_disk_texts_each_person_once(
    pages: int, house: World, wire: Carrier, people: list[Contact], settings: Settings
) -> None:
    set_clock(settings, DAYTIME)
    campaign = launch(draft(house.acme, body="A long story. " * 100))
    with room_for(pages):
        campaigns.advance()
    expand_all()
    recover(settings)
    rows = Recipient.objects.of(house.acme.workspace).filter(campaign=campaign, outcome="queued")
    assert rows.count() == Message.objects.of(house.acme.workspace).count() == 6
    assert wire.stats()["accepted"] == 5
    in_order(house, wire)
