"""How many people the composer says stand behind a choice."""

from apps.dashboard.composer.sizes import sizes
from apps.pipeline import actions as pipeline
from tests.world import World


def test_the_first_stage_counts_whoever_was_never_placed(world: World) -> None:
    """As the campaign will: Dana is a customer, Charlie and Erin were never placed."""
    first, *others = pipeline.stages(world.acme.workspace)
    pipeline.move(world.dana, others[-1].key)
    told = sizes(world.acme.workspace, "stages", [first.pk, *(one.pk for one in others)])
    assert told == {first.pk: "2", **dict.fromkeys((one.pk for one in others[:-1]), "0"), others[-1].pk: "1"}
