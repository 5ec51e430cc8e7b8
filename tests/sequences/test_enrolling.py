"""People come in by hand, list, tag, stage and keyword; once, or again as the rule allows."""

from datetime import timedelta

import pytest

from apps.common import clock
from apps.contacts.models import Contact
from apps.events import diary
from apps.events.models import Event
from apps.lists import actions as lists
from apps.pipeline import actions as pipeline
from apps.sequences import actions, enrolling
from apps.sequences.models import Enrolment
from apps.sequences.refusals import BadSpread, NotRunning
from apps.sequences.states import EnrolmentState as State
from apps.tags import actions as tags
from tests.sequences.ways import (
    draft,
    enrol,
    of,
    pass_time,
    republish,
    sequence,
    set_to,
    text,
    texts,
    tick,
    wait,
)
from tests.world import World, consenting

SHORT = (text("s1"),)


def test_twice_is_once(world: World) -> None:
    made = sequence(world.acme, wait("s1"), text("s2"))
    assert enrol(made, world.charlie, world.charlie, world.dana).count == 2
    again = enrol(made, world.charlie, world.erin)
    assert (again.count, again.on_their_way) == (1, 1)


@pytest.mark.parametrize(
    ("rule", "at_once", "in_a_month"),
    [({"mode": "never"}, 0, 0), ({"mode": "finished"}, 1, 1), ({"mode": "after", "days": 30}, 0, 1)],
)
def test_who_has_been_through_comes_again_as_the_rule_says(
    world: World, rule: dict[str, object], at_once: int, in_a_month: int
) -> None:
    made = sequence(world.acme, *SHORT, reentry=rule)
    enrol(made, world.charlie)
    tick()
    assert of(made, world.charlie).state == State.COMPLETED
    again = enrol(made, world.charlie)
    assert (again.count, again.been_before) == (at_once, 1 - at_once)
    tick()
    set_to(clock.now() + timedelta(days=31))
    assert enrol(made, world.charlie).count == in_a_month


def test_bobs_people_and_the_archived_are_no_ones_to_enrol(world: World) -> None:
    made = sequence(world.acme, *SHORT)
    Contact.objects.of(world.acme.workspace).filter(pk=world.dana.pk).update(status="archived")
    came = enrolling.enrol(
        made, [world.bobco.contacts["Zoe"].pk, world.dana.pk, 10**12, world.charlie.pk], source="api"
    )
    assert (came.count, came.unknown) == (1, 3)
    assert not Enrolment.objects.of(world.bobco.workspace).exists()


def test_a_tag_a_stage_and_a_list_bring_people_in(world: World) -> None:
    acme = world.acme.workspace
    tag = tags.named(acme, ["Lead"])["Lead"]
    stage = pipeline.named(acme, ["customer"])["customer"]
    target = lists.create(acme, "Fair")
    made = sequence(
        world.acme,
        *SHORT,
        triggers={"tags": [tag.public_id], "stages": [stage.public_id], "lists": [target.public_id]},
    )
    tags.add(world.charlie, ["lead"])
    pipeline.move(world.dana, "customer")
    lists.add(target, [world.erin.pk])
    tags.add(world.bobco.contacts["Charlie"], ["lead"])
    tick()
    came = dict(Enrolment.everywhere.values_list("contact__first_name", "source"))
    assert came == {"Charlie": "tag", "Dana": "stage", "Erin": "list"}
    assert Enrolment.everywhere.filter(workspace=acme, sequence=made).count() == 3


def test_the_same_event_told_twice_brings_nobody_in_twice(world: World) -> None:
    tag = tags.named(world.acme.workspace, ["lead"])["lead"]
    made = sequence(world.acme, *SHORT, triggers={"tags": [tag.public_id]}, reentry={"mode": "finished"})
    tags.add(world.charlie, ["lead"])
    tick()
    Event.objects.of(world.acme.workspace).filter(name="contact.tagged").update(awaits_reaction=True)
    tick()
    assert Enrolment.objects.of(world.acme.workspace).filter(sequence=made).count() == 1


def test_two_sequences_that_tag_for_each_other_do_not_chase_a_person_round(world: World) -> None:
    acme = world.acme.workspace
    here, there = (tags.named(acme, [name])[name] for name in ("here", "there"))
    ways = {"reentry": {"mode": "finished"}}
    hither = sequence(
        world.acme,
        text("s1"),
        {"id": "s2", "kind": "untag", "tag": there.public_id},
        {"id": "s3", "kind": "tag", "tag": here.public_id},
        name="Hither",
        triggers={"tags": [there.public_id]},
        **ways,
    )
    sequence(
        world.acme,
        text("s1"),
        {"id": "s2", "kind": "untag", "tag": here.public_id},
        {"id": "s3", "kind": "tag", "tag": there.public_id},
        name="Thither",
        triggers={"tags": [here.public_id]},
        **ways,
    )
    enrol(hither, world.charlie)
    pass_time(hours=12)
    assert len(texts(world.charlie)) == 2


def test_a_thousand_come_over_days_so_many_a_day(world: World) -> None:
    made = sequence(world.acme, *SHORT)
    ids = [consenting(world.acme.workspace, f"P{n}", f"+141555531{n:02}").pk for n in range(5)]
    start = clock.now()
    enrolling.enrol(made, ids, source="list", per_day=2)
    due = [
        round((row.due_at - start).total_seconds() / 86_400) for row in Enrolment.everywhere.order_by("pk")
    ]
    assert due == [0, 0, 1, 1, 2]
    tick()
    assert Enrolment.everywhere.filter(state=State.COMPLETED).count() == 2
    pass_time(days=1, minutes=1)
    assert Enrolment.everywhere.filter(state=State.COMPLETED).count() == 4


@pytest.mark.parametrize("per_day", [0, -1, 1_000_001])
def test_a_spread_that_is_none(world: World, per_day: int) -> None:
    with pytest.raises(BadSpread):
        enrol(sequence(world.acme, *SHORT), world.charlie, per_day=per_day)


def test_only_a_running_sequence_takes_people(world: World) -> None:
    made = draft(world.acme, *SHORT)
    with pytest.raises(NotRunning):
        enrol(made, world.charlie)
    made = sequence(world.acme, *SHORT, name="Two")
    actions.pause(made, "maria")
    with pytest.raises(NotRunning):
        enrolling.enrol_one(made, world.charlie, source="keyword")
    actions.resume(made, "maria")
    assert enrolling.enrol_one(made, world.charlie, source="keyword").count == 1


def test_new_people_begin_on_the_newest_version(world: World) -> None:
    made = sequence(world.acme, wait("s1"), text("s2", "Old"))
    enrol(made, world.charlie)
    republish(made, wait("s1"), text("s2", "New"))
    enrol(made, world.dana)
    pass_time(days=1, hours=1)
    assert [one.body for one in texts(world.charlie)] == ["Old"]
    assert [one.body for one in texts(world.dana)] == ["New"]


def test_a_paused_sequence_hears_no_triggers_and_fails_at_none(world: World) -> None:
    tag = tags.named(world.acme.workspace, ["lead"])["lead"]
    made = sequence(world.acme, *SHORT, triggers={"tags": [tag.public_id]})
    actions.pause(made, "maria")
    tags.add(world.charlie, ["lead"])
    diary.react()
    assert not diary.anything_to_react_to()
    assert not Enrolment.everywhere.exists()
