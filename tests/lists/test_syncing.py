"""A list that a segment keeps is what the segment is, and nobody else's."""

from typing import Any

import pytest

from apps.audiences import actions, keeping, tasks
from apps.audiences.models import Segment, Sync
from apps.audiences.refusals import InUse
from apps.common import clock
from apps.contacts import actions as contacts
from apps.events.models import Event
from apps.lists import actions as lists
from apps.lists import syncing
from apps.lists.models import ContactList, Membership
from apps.lists.refusals import ListIsSynced
from apps.tags import actions as tags
from apps.tags.models import Tag
from tests.world import World


@pytest.fixture
def segment(world: World) -> Segment:
    tags.add(world.charlie, ["VIP"])
    vip = Tag.objects.of(world.acme.workspace).get()
    filter_ = {"all": [{"field": "tag", "op": "has", "ids": [vip.public_id]}]}
    return actions.create(world.acme.workspace, "VIPs", filter_)


def on(target: ContactList) -> list[str]:
    rows = Membership.everywhere.filter(list=target).order_by("contact_id")
    return list(rows.values_list("contact__first_name", flat=True))


def told(world: World, name: str) -> list[Any]:
    events = Event.objects.of(world.acme.workspace).filter(name=name).order_by("pk")
    return [(one.subject, one.facts["contacts"]) for one in events]


def turn() -> None:
    Sync.everywhere.update(due_at=clock.now())
    assert tasks.any_list_due()
    tasks.sync()


def test_who_matches_comes_and_who_does_not_goes(world: World, segment: Segment) -> None:
    kept = keeping.keep(segment, "Kept VIPs")
    assert (kept.kind, on(kept)) == ("synced", [])
    turn()
    assert on(kept) == ["Charlie"]
    tags.add(world.dana, ["VIP"])
    tags.remove(world.charlie, ["VIP"])
    turn()
    assert on(kept) == ["Dana"]
    assert told(world, "list.joined") == [
        (kept.public_id, [world.charlie.pk]),
        (kept.public_id, [world.dana.pk]),
    ]
    assert told(world, "list.left") == [(kept.public_id, [world.charlie.pk])]
    turn()
    assert len(told(world, "list.joined")) == 2
    assert not tasks.any_list_due()


def test_who_is_archived_leaves(world: World, segment: Segment) -> None:
    kept = keeping.keep(segment, "Kept")
    turn()
    contacts.update(world.charlie, {"status": "archived"})
    turn()
    assert on(kept) == []


def test_small_steps_come_to_the_same_end(world: World, segment: Segment, monkeypatch: Any) -> None:
    monkeypatch.setattr(syncing, "STEP", 1)
    tags.add(world.dana, ["VIP"])
    tags.add(world.erin, ["VIP"])
    kept = keeping.keep(segment, "Kept")
    turn()
    assert on(kept) == ["Charlie", "Dana", "Erin"]


def test_a_turn_that_is_too_short_goes_on_at_the_next(
    world: World, segment: Segment, monkeypatch: Any
) -> None:
    monkeypatch.setattr(syncing, "STEP", 1)
    monkeypatch.setattr(keeping, "TURN_SECONDS", -1.0)
    tags.add(world.dana, ["VIP"])
    kept = keeping.keep(segment, "Kept")
    turn()
    assert on(kept) == ["Charlie"]
    assert tasks.any_list_due()
    turn()
    turn()
    assert on(kept) == ["Charlie", "Dana"]


def test_nobody_changes_it_by_hand_until_it_is_released(world: World, segment: Segment) -> None:
    kept = keeping.keep(segment, "Kept")
    turn()
    with pytest.raises(ListIsSynced):
        lists.add(kept, [world.dana.pk])
    keeping.release(kept)
    lists.add(kept, [world.dana.pk])
    assert on(kept) == ["Charlie", "Dana"]


def test_filled_once_it_is_a_static_list(world: World, segment: Segment) -> None:
    kept = keeping.keep(segment, "As of today", once=True)
    turn()
    kept.refresh_from_db()
    assert (kept.kind, kept.source, on(kept)) == ("static", "", ["Charlie"])
    assert not Sync.everywhere.exists()


def test_when_its_tag_is_gone_the_list_stands_still_and_says_so(world: World, segment: Segment) -> None:
    kept = keeping.keep(segment, "Kept")
    turn()
    Tag.objects.of(world.acme.workspace).delete()
    turn()
    assert on(kept) == ["Charlie"]
    assert "gone" in Sync.everywhere.get().problem


def test_a_segment_that_keeps_a_list_is_not_deleted(world: World, segment: Segment) -> None:
    keeping.keep(segment, "Kept")
    with pytest.raises(InUse, match="It keeps the list Kept"):
        actions.delete(segment)
