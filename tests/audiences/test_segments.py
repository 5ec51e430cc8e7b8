"""Alice's segments: saved, used in audiences, safe when something of theirs goes."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest

from apps.audiences import actions, engagement, segments
from apps.audiences.filters.reading import read
from apps.audiences.filters.words import words
from apps.audiences.models import Engagement, Segment
from apps.audiences.queries import members
from apps.audiences.refusals import BadAudience, BadFilter, InUse, NameTaken, NoName
from apps.audiences.spec import read as read_audience
from apps.common import clock
from apps.contacts.models import Contact
from apps.events.models import Event
from apps.messaging.models import Message
from apps.pipeline import actions as pipeline
from apps.pipeline.queries import standing
from apps.tags import actions as tags
from apps.tags.models import Tag
from tests.world import World


@pytest.fixture
def vip(world: World) -> Tag:
    tags.add(world.charlie, ["VIP"])
    tags.add(world.bobco.contacts["Charlie"], ["VIP"])
    return Tag.objects.of(world.acme.workspace).get()


def has(*held: Tag) -> dict[str, Any]:
    return {"all": [{"field": "tag", "op": "has", "ids": [one.public_id for one in held]}]}


def audience(world: World, **sides: Any) -> set[str]:
    spec = read_audience({side: {"segments": [one.pk for one in held]} for side, held in sides.items()})
    return set(members(world.acme.workspace, spec).values_list("first_name", flat=True))


def everybody_but(world: World, *held: Segment) -> set[str]:
    spec = read_audience({"include": {"all": True}, "exclude": {"segments": [one.pk for one in held]}})
    return set(members(world.acme.workspace.pk, spec).values_list("first_name", flat=True))


def test_a_segment_is_included_or_left_out(world: World, vip: Tag) -> None:
    segment = actions.create(world.acme.workspace, "VIPs", has(vip), actor="alice@acme.example")
    assert audience(world, include=[segment]) == {"Charlie"}
    assert everybody_but(world, segment) == {"Dana", "Erin"}
    event = Event.objects.of(world.acme.workspace).get(name="segment.created")
    assert (event.subject, event.actor) == (segment.public_id, "alice@acme.example")


def test_when_its_tag_is_gone_nobody_is_texted_by_mistake(world: World, vip: Tag) -> None:
    segment = actions.create(world.acme.workspace, "Not VIPs", {"not": has(vip)})
    assert audience(world, include=[segment]) == {"Dana", "Erin"}
    vip.delete()
    assert audience(world, include=[segment]) == set()
    assert everybody_but(world, segment) == set()
    assert segments.gone(world.acme.workspace, read(segment.filter)) == ["filter.all[0].not.all[0].ids"]


def test_a_deleted_segment_is_treated_the_same(world: World, vip: Tag) -> None:
    segment = actions.create(world.acme.workspace, "VIPs", has(vip))
    key = segment.pk
    actions.delete(segment)
    segment.pk = key
    assert (audience(world, include=[segment]), everybody_but(world, segment)) == (set(), set())


def test_bobs_tag_and_bobs_segment_are_unknown_to_alice(world: World, vip: Tag) -> None:
    bobs = Tag.objects.of(world.bobco.workspace).get()
    with pytest.raises(BadFilter, match=r"filter.all\[0\].ids\[1\]: there is no such tag"):
        actions.create(world.acme.workspace, "Stolen", has(vip, bobs))
    theirs = actions.create(world.bobco.workspace, "Bob's", has(bobs))
    assert (audience(world, include=[theirs]), everybody_but(world, theirs)) == (set(), set())


def test_names_are_unique_whatever_their_case(world: World, vip: Tag) -> None:
    actions.create(world.acme.workspace, " VIPs ", has(vip))
    with pytest.raises(NameTaken):
        actions.create(world.acme.workspace, "vips", has(vip))
    with pytest.raises(NoName):
        actions.create(world.acme.workspace, " \0 ", has(vip))
    actions.create(world.bobco.workspace, "VIPs", {"all": [{"field": "dnd", "op": "no"}]})


def test_one_that_is_asked_for_is_not_deleted(world: World, vip: Tag) -> None:
    segment = actions.create(world.acme.workspace, "VIPs", has(vip))
    with pytest.raises(InUse, match="The Monday campaign"):
        actions.delete(segment, used_by=lambda _: "The Monday campaign")
    assert Segment.objects.of(world.acme.workspace).count() == 1


def test_an_audience_names_at_most_twenty_segments() -> None:
    with pytest.raises(BadAudience, match=r"include.segments"):
        read_audience({"include": {"segments": list(range(1, 22))}})


def test_a_filter_is_one_query(world: World, vip: Tag, django_assert_num_queries: Any) -> None:
    """Whatever is in it: names are looked up once a kind, people are asked for once."""
    conditions = [has(vip), {"field": "replied", "op": "never"}, {"not": {"field": "dnd", "op": "yes"}}]
    found = segments.people(world.acme.workspace, read({"all": conditions * 5}))
    with django_assert_num_queries(1):
        assert [one.first_name for one in found] == ["Charlie"]


def text(world: World, contact: Contact, **moments: Any) -> Message:
    row: Message = Message.objects.create(
        workspace=world.acme.workspace, contact=contact, sender=world.acme.sender, phone=contact.phone,
        address=world.acme.sender.address, body="Hello", state="sent", **moments,  # type: ignore[misc]
    )  # fmt: skip
    return row


def test_engagement_follows_the_texts(world: World) -> None:
    now = clock.now()
    first = text(world, world.charlie, sent_at=now - timedelta(days=2))
    text(world, world.dana)
    engagement.catch_up()
    row = Engagement.objects.of(world.acme.workspace).get()
    assert (row.contact_id, row.last_delivered_at) == (world.charlie.pk, None)
    Message.everywhere.filter(pk=first.pk).update(delivered_at=now)
    text(world, world.charlie, sent_at=now - timedelta(days=3), delivered_at=now - timedelta(days=3))
    assert engagement.catch_up() == 1
    row.refresh_from_db()
    assert (row.last_sent_at, row.last_delivered_at) == (now - timedelta(days=2), now)
    assert engagement.catch_up() == 0
    assert engagement.any_lately()


def test_a_receipt_that_comes_days_later_is_found(world: World) -> None:
    old = clock.now() - timedelta(days=3)
    late = text(world, world.charlie, sent_at=old, created_at=old)
    engagement.catch_up()
    Message.everywhere.filter(pk=late.pk).update(delivered_at=clock.now())
    engagement.look_back()
    assert Engagement.objects.of(world.acme.workspace).get().last_delivered_at is not None


def test_it_is_said_in_words(world: World, vip: Tag) -> None:
    data = {
        "all": [
            has(vip)["all"][0],
            {"any": [{"field": "replied", "op": "within", "days": 30}, {"field": "sent", "op": "never"}]},
            {"not": {"field": "attribute", "name": "points", "as": "number", "op": "more", "value": 5}},
            {"field": "attribute", "name": "born", "as": "date", "op": "anniversary", "days": 1},
        ]
    }
    assert words(world.acme.workspace, read(data)) == (
        "has the tag VIP and (replied in the last 30 days or was never sent a text) and "
        "not (“points” is more than 5) and “born” has its anniversary in the next day"
    )


def test_whoever_was_never_placed_is_in_the_first_stage_for_board_segment_and_audience_alike(
    world: World,
) -> None:
    """Dana is a customer; Charlie was put into the first stage by hand, Erin nowhere; Bobco's are Bobco's."""
    workspace = world.acme.workspace
    first, *_, last = pipeline.stages(workspace)
    pipeline.move(world.charlie, first.key)
    pipeline.move(world.dana, last.key)
    everybody = Contact.objects.of(workspace)
    for stages, names in (
        ([first], {"Charlie", "Erin"}),
        ([last], {"Dana"}),
        ([first, last], {"Charlie", "Dana", "Erin"}),
    ):
        chosen = {"field": "stage", "op": "has", "ids": [one.public_id for one in stages]}
        by_segment = segments.people(workspace, read({"all": [chosen]}))
        by_audience = members(workspace, read_audience({"include": {"stages": [one.pk for one in stages]}}))
        on_the_board = {one for stage in stages for one in everybody.filter(standing(workspace, stage.key))}
        assert _names(by_segment) == _names(by_audience) == _names(on_the_board) == names
        lacking = segments.people(workspace, read({"all": [{**chosen, "op": "lacks"}]}))
        left = read_audience({"include": {"all": True}, "exclude": {"stages": [one.pk for one in stages]}})
        assert _names(lacking) == _names(members(workspace, left)) == _names(everybody) - names
    never = segments.people(workspace, read({"all": [{"field": "stage", "op": "none"}]}))
    assert _names(never) == {"Erin"}, "to be found before somebody places her"


def _names(people: Iterable[Contact]) -> set[str]:
    return {one.first_name for one in people}
