"""What a sender may send: by its kind and tier, unless an admin says otherwise."""

import pytest

from apps.carriers.models import CarrierAccount
from apps.senders.models import Sender
from apps.senders.throughput import Throughput, throughput
from tests.world import World

Kind, Tier = Sender.Kind, Sender.Tier


def sender(world: World, address: str = "+12025550111", **more: object) -> Sender:
    account = CarrierAccount(workspace=world.acme.workspace, adapter="kannel")
    return Sender(workspace=world.acme.workspace, carrier=account, address=address, **more)


@pytest.mark.parametrize(
    ("given", "may"),
    [
        ({"tier": Tier.TOP}, Throughput(75, 200_000)),
        ({"tier": Tier.LOW}, Throughput(4, 2_000)),
        ({"tier": Tier.SOLE_PROPRIETOR}, Throughput(0.25, 1_000)),
        ({"kind": Kind.TOLL_FREE}, Throughput(3)),
        ({"kind": Kind.SHORT_CODE, "address": "24273"}, Throughput(100)),
        ({}, Throughput(1.25)),
        ({"address": "+27821234567"}, Throughput(10)),
        ({"tier": Tier.TOP, "per_second": 5.0, "per_day": 70}, Throughput(5, 70)),
        ({"tier": Tier.TOP, "per_day": 0}, Throughput(75, None)),
    ],
)
def test_each_has_its_throughput(world: World, given: dict[str, object], may: Throughput) -> None:
    assert throughput(sender(world, **given)) == may  # type: ignore[arg-type]


def test_a_practice_number_has_no_limit_but_one_that_is_set(world: World) -> None:
    ours = world.acme.sender
    assert throughput(ours) == Throughput()
    ours.per_second = 2.0
    assert throughput(ours) == Throughput(2.0)
