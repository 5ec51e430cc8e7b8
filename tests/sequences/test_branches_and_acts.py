"""Branches ask about people as they are, and steps change people."""

import pytest

from apps.lists import actions as lists
from apps.lists.models import Membership
from apps.messaging.models import Message
from apps.pipeline import actions as pipeline
from apps.pipeline.models import Move, Placement
from apps.sequences.states import EnrolmentState as State
from apps.tags import actions as tags
from apps.tags.models import Tagging
from tests.messaging.orders import texted
from tests.sequences.ways import Data, enrol, of, pass_time, sequence, story, text, texts, tick, wait
from tests.world import World


def branch(kind: str, yes: list[Data], no: list[Data], **more: object) -> Data:
    return {"id": "b", "kind": kind, "yes": yes, "no": no, **more}


def bodies(person: object) -> list[str]:
    return [one.body for one in texts(person) if one.kind == "marketing"]  # type: ignore[arg-type]


def test_by_audience_and_both_sides_come_together_again(world: World) -> None:
    tag = tags.named(world.acme.workspace, ["vip"])["vip"]
    tags.add(world.charlie, ["vip"])
    made = sequence(
        world.acme,
        branch(
            "if_audience",
            [text("y", "VIP")],
            [text("n", "Not yet")],
            audience={"include": {"tags": [tag.pk]}},
        ),
        text("s9", "Everybody"),
    )
    enrol(made, world.charlie, world.dana)
    pass_time(hours=1)
    assert bodies(world.charlie) == ["VIP", "Everybody"]
    assert bodies(world.dana) == ["Not yet", "Everybody"]
    assert story(of(made, world.charlie))[0] == ("b", "yes")


def test_by_reply_with_words(world: World) -> None:
    made = sequence(
        world.acme,
        text("s1", "Shall we call you?"),
        wait("s2"),
        branch("if_reply", [text("y", "We call")], [], since="s1", words=["Yes", "sure thing"]),
        text("s9", "Bye"),
        stop_on_reply=False,
    )
    enrol(made, world.charlie, world.dana, world.erin)
    tick()
    texted(world.acme.sender, world.charlie, "yes, please!")
    texted(world.acme.sender, world.dana, "yesterday was better")
    texted(world.acme.sender, world.erin, "Oh SURE  thing.")
    pass_time(days=2)
    assert bodies(world.charlie) == ["Shall we call you?", "We call", "Bye"]
    assert bodies(world.dana) == ["Shall we call you?", "Bye"]
    assert bodies(world.erin) == ["Shall we call you?", "We call", "Bye"]


def test_a_reply_from_before_is_no_answer(world: World) -> None:
    texted(world.acme.sender, world.charlie, "Hello")
    made = sequence(world.acme, branch("if_reply", [text("y", "You wrote")], [text("n", "You did not")]))
    enrol(made, world.charlie)
    tick()
    assert bodies(world.charlie) == ["You did not"]


@pytest.mark.parametrize(("became", "state", "answer"), [
    ("delivered", "delivered", "yes"),
    ("delivered", "sent", "no"),
    ("sent", "failed", "yes"),
    ("failed", "failed", "yes"),
    ("replied", "delivered", "no"),
])  # fmt: skip
def test_by_what_became_of_a_text(world: World, became: str, state: str, answer: str) -> None:
    made = sequence(world.acme, text("s1"), wait("s2"), branch("if_text", [], [], text="s1", became=became))
    enrol(made, world.charlie)
    tick()
    Message.objects.of(world.acme.workspace).filter(contact=world.charlie).update(state=state)
    pass_time(days=1, hours=1)
    assert ("b", answer) in story(of(made, world.charlie))


def test_steps_tag_list_and_move_many_at_once(world: World) -> None:
    acme = world.acme.workspace
    tag, gone = (tags.named(acme, [name])[name] for name in ("warm", "cold"))
    tags.add(world.charlie, ["cold"])
    target, other = lists.create(acme, "Customers"), lists.create(acme, "Leads")
    lists.add(other, [world.charlie.pk, world.dana.pk])
    pipeline.move(world.dana, "contacted")
    stage = pipeline.named(acme, ["customer"])["customer"]
    made = sequence(
        world.acme,
        {"id": "a", "kind": "tag", "tag": tag.public_id},
        {"id": "b", "kind": "untag", "tag": gone.public_id},
        {"id": "c", "kind": "to_list", "list": target.public_id},
        {"id": "d", "kind": "off_list", "list": other.public_id},
        {"id": "e", "kind": "to_stage", "stage": stage.public_id},
        {"id": "f", "kind": "end"},
        text("g", "Never"),
    )
    enrol(made, world.charlie, world.dana)
    tick()
    people = {world.charlie.pk, world.dana.pk}
    assert set(Tagging.objects.of(acme).filter(tag=tag).values_list("contact", flat=True)) == people
    assert not Tagging.objects.of(acme).filter(tag=gone).exists()
    assert set(Membership.objects.of(acme).values_list("list", "contact")) == {
        (target.pk, pk) for pk in people
    }
    assert set(Placement.objects.of(acme).filter(stage=stage).values_list("contact", flat=True)) == people
    moved = Move.objects.of(acme).filter(to_stage="customer", moved_by=made.public_id)
    assert set(moved.values_list("contact", "from_stage")) == {
        (world.charlie.pk, ""),
        (world.dana.pk, "contacted"),
    }
    assert texts(world.charlie) == []
    assert of(made, world.charlie).state == State.COMPLETED


def test_what_a_step_names_may_be_gone_and_then_they_are_stuck(world: World) -> None:
    tag = tags.named(world.acme.workspace, ["warm"])["warm"]
    made = sequence(world.acme, {"id": "a", "kind": "tag", "tag": tag.public_id})
    tag.delete()
    enrol(made, world.charlie)
    tick()
    assert (of(made, world.charlie).state, of(made, world.charlie).why) == (State.STUCK, "step")
