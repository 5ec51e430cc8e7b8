"""People walk through their steps: texts leave, waits end, branches lead, and all of it is told."""

from apps.events.models import Event
from apps.messaging.proof import prove
from apps.sequences.states import EnrolmentState as State
from tests.sequences.ways import enrol, of, pass_time, sequence, story, text, texts, tick, wait
from tests.world import World


def test_charlie_gets_the_first_text_at_once_and_the_second_a_day_later(world: World) -> None:
    made = sequence(world.acme, text("s1", "Welcome {first_name}"), wait("s2"), text("s3", "Day two"))
    assert enrol(made, world.charlie).count == 1
    tick()
    assert [one.body for one in texts(world.charlie)] == ["Welcome Charlie"]
    assert of(made, world.charlie).state == State.WAITING
    pass_time(hours=23)
    assert len(texts(world.charlie)) == 1
    pass_time(hours=2)
    assert [one.body for one in texts(world.charlie)] == ["Welcome Charlie", "Day two"]
    assert of(made, world.charlie).state == State.COMPLETED
    assert story(of(made, world.charlie)) == [
        ("s1", "texted"),
        ("s2", "waited"),
        ("s3", "texted"),
        ("", "completed"),
    ]
    assert prove(world.acme.workspace).differences == {}
    told = Event.objects.of(world.acme.workspace).filter(name__startswith="sequence.").order_by("id")
    names = list(told.values_list("name", flat=True))
    assert names == ["sequence.published", "sequence.enrolled", "sequence.completed"]
