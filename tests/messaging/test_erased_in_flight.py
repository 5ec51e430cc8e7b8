"""A contact deleted while their text is with the carrier: the books agree, whatever the carrier says then."""

import pytest

from apps.carriers.outcomes import Accepted, Outcome, Refused, Unsure
from apps.messaging import claiming, erasure
from apps.messaging.proof import prove
from apps.messaging.settling import Result, settle
from tests.messaging.orders import queued, told
from tests.world import World

ANSWERS = [Accepted("c-1"), Refused("bad", "No", retryable=False), Unsure("?")]


@pytest.mark.parametrize("answer", ANSWERS)
def test_the_answer_comes_after_the_deletion(world: World, answer: Outcome) -> None:
    queued(world.acme, world.charlie)
    (claimed,) = claiming.take_some(1, "w")
    erasure.delete_contacts(world.acme.workspace, [world.charlie.pk], reason="asked", actor="alice")
    for _ in range(2):
        settle([Result(claimed, answer)])
    assert prove(world.acme.workspace).differences == {}
    assert prove(world.acme.workspace).spent == (0 if isinstance(answer, Refused) else 1)


def test_a_receipt_paid_it_back_before_the_deletion(world: World) -> None:
    message = queued(world.acme, world.charlie)
    (claimed,) = claiming.take_some(1, "w")
    told(world.acme.sender, message, "failed")
    erasure.delete_contacts(world.acme.workspace, [world.charlie.pk], reason="asked", actor="alice")
    settle([Result(claimed, Refused("bad", "No", retryable=False))])
    assert prove(world.acme.workspace).differences == {}
    assert prove(world.acme.workspace).spent == 0
