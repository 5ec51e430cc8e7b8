"""Changing a contact's details."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from apps.common.refusals import NotFound
from apps.contacts import actions
from apps.contacts.models import Contact
from tests.world import World, make_world


def charlie(world: World) -> Contact:
    return Contact.objects.of(world.acme.workspace).get(pk=world.charlie.pk)


def test_two_people_who_read_the_same_page_both_keep_their_change(world: World) -> None:
    """Maria and Agnes opened Charlie's page before either saved."""
    maria, agnes = charlie(world), charlie(world)
    actions.update(maria, {"attributes": {"city": "Rome"}})
    actions.update(agnes, {"attributes": {"tier": "gold"}, "last_name": "Ray"})
    now = charlie(world)
    assert (now.attributes, now.last_name) == ({"city": "Rome", "tier": "gold"}, "Ray")
    assert agnes.attributes == now.attributes


def test_what_a_stale_page_does_not_name_is_left_alone(world: World) -> None:
    stale = charlie(world)
    actions.update(charlie(world), {"first_name": "Chuck"})
    actions.update(stale, {"email": "c@acme.example"})
    assert (charlie(world).first_name, stale.first_name) == ("Chuck", "Chuck")


def test_a_contact_that_is_gone_is_not_changed(world: World) -> None:
    stale = charlie(world)
    Contact.objects.of(world.acme.workspace).filter(pk=stale.pk).delete()
    with pytest.raises(NotFound):
        actions.update(stale, {"first_name": "Chuck"})


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_updates_at_one_moment_lose_none() -> None:
    world = make_world()
    barrier = Barrier(8)

    def add(number: int) -> None:
        try:
            mine = charlie(world)
            barrier.wait(timeout=20)
            actions.update(mine, {"attributes": {f"a{number}": number}})
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(8)))
    assert charlie(world).attributes == {f"a{number}": number for number in range(8)}
