"""A pool: its senders share a campaign, and nobody is texted from two numbers."""

from collections import Counter

import pytest

from apps.contacts.models import Contact
from apps.messaging import choosing
from apps.messaging.conversations import conversation_of
from apps.messaging.familiar import Familiar
from apps.messaging.models import Message
from apps.senders import actions as senders
from apps.senders.models import Pool, Sender
from tests.messaging.orders import order, send
from tests.world import World, consenting


@pytest.fixture
def crowd(world: World) -> list[Contact]:
    return [consenting(world.acme.workspace, f"N{n}", f"+1212555{3000 + n}") for n in range(40)]


@pytest.fixture
def second(world: World) -> Sender:
    return senders.add_virtual(world.acme.workspace, "Second")


@pytest.fixture
def pool(world: World, second: Sender) -> Pool:
    return senders.make_pool(world.acme.workspace, "Both", [world.acme.sender, second])


def senders_of(world: World) -> dict[int, int]:
    """Contact → the sender of their newest text."""
    rows = Message.objects.of(world.acme.workspace).order_by("id")
    return dict(rows.values_list("contact_id", "sender_id"))


def test_both_senders_have_their_part_by_throughput(
    world: World, crowd: list[Contact], pool: Pool, second: Sender
) -> None:
    Sender.everywhere.filter(pk=second.pk).update(per_second=300)
    send(world.acme, *crowd, pool=pool)
    shares = Counter(senders_of(world).values())
    assert shares[world.acme.sender.pk] + shares[second.pk] == 40
    assert 3 < shares[world.acme.sender.pk] < 18


def test_everybody_keeps_their_sender_when_the_pool_grows(
    world: World, crowd: list[Contact], pool: Pool
) -> None:
    send(world.acme, *crowd, pool=pool)
    before = senders_of(world)
    senders.fill_pool(pool, [*pool.senders.all(), senders.add_virtual(world.acme.workspace, "Third")])
    send(world.acme, *crowd, pool=pool)
    assert senders_of(world) == before
    assert Familiar.objects.of(world.acme.workspace).count() == 40


def test_who_talks_with_one_of_them_is_texted_from_that_one(
    world: World, crowd: list[Contact], pool: Pool, second: Sender
) -> None:
    for contact in crowd:
        conversation_of(contact, second)
    send(world.acme, *crowd, pool=pool)
    assert set(senders_of(world).values()) == {second.pk}


def test_who_knew_a_sender_that_was_paused_gets_another_and_keeps_it(
    world: World, crowd: list[Contact], pool: Pool, second: Sender
) -> None:
    send(world.acme, *crowd, pool=pool)
    Sender.everywhere.filter(pk=second.pk).update(state=Sender.State.PAUSED)
    send(world.acme, *crowd, pool=pool)
    Sender.everywhere.filter(pk=second.pk).update(state=Sender.State.ACTIVE)
    send(world.acme, *crowd, pool=pool)
    assert set(senders_of(world).values()) == {world.acme.sender.pk}


def test_looking_has_no_effect(world: World, crowd: list[Contact], pool: Pool) -> None:
    choosing.senders_for(order(world.acme, pool=pool), crowd)
    assert not Familiar.objects.of(world.acme.workspace).exists()


def test_an_empty_pool_texts_nobody(world: World, crowd: list[Contact]) -> None:
    empty = senders.make_pool(world.acme.workspace, "Nobody", [])
    drafts = send(world.acme, *crowd, pool=empty)
    assert {draft.verdict.rule for draft in drafts if draft.verdict} == {"sender_usable"}


def test_bobcos_senders_do_not_come_into_acmes_pool(world: World) -> None:
    pool = senders.make_pool(world.acme.workspace, "Ours", [world.acme.sender, world.bobco.sender])
    assert list(pool.senders.all()) == [world.acme.sender]
