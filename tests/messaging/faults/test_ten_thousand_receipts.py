"""Ten thousand receipts, each posted twice and all of them shuffled: states are right, refunds come once."""

import random
from collections import Counter

import orjson
import pytest
from django.test import Client
from pytest_django import Settings

from apps.carriers.virtual.posting import signature
from apps.common import bulk
from apps.credits import ledger
from apps.messaging import claiming, tasks
from apps.messaging.models import Message
from apps.messaging.proof import prove
from tests.clockface import DAYTIME, set_clock
from tests.messaging.orders import send
from tests.world import CREDITS, World, consenting

PEOPLE = 5_000  # two receipts each
A_POST = 200
SEED = 20_000
FAILED_ONE_IN = 10


@pytest.fixture
def references(world: World, settings: Settings) -> list[str]:
    """Five thousand texts that are with the carrier, to one patient person."""
    set_clock(settings, DAYTIME)
    acme = world.acme.workspace
    ledger.grant(acme, PEOPLE - CREDITS + 100, "For all of them")
    charlie = consenting(acme, "Charlie", "+14155553999")
    drafts = [one for some in bulk.chunks([charlie] * PEOPLE, 500) for one in send(world.acme, *some)]
    claiming.take_some(PEOPLE, "w")
    return [one.message.public_id for one in drafts if one.message]


def last_word(reference: str, references: dict[str, int]) -> str:
    return "delivered" if references[reference] % FAILED_ONE_IN else "failed"


def test_ten_thousand_receipts_doubled_and_shuffled(
    world: World, client: Client, references: list[str]
) -> None:
    acme, numbered = world.acme.workspace, {name: number for number, name in enumerate(references)}
    said = [(name, status) for name in references for status in ("sent", last_word(name, numbered))] * 2
    random.Random(SEED).shuffle(said)
    for some in bulk.chunks(said, A_POST):
        assert post(world, client, some) == 200
    tasks.apply_callbacks()

    states = dict(Message.objects.of(acme).outbound().values_list("public_id", "state"))
    assert states == {name: last_word(name, numbered) for name in references}
    assert len(said) == 20_000 and Counter(states.values())["failed"] == PEOPLE // FAILED_ONE_IN
    assert ledger.balance(acme) == 100 + PEOPLE // FAILED_ONE_IN
    assert prove(acme).differences == {}


def post(world: World, client: Client, some: list[tuple[str, str]]) -> int:
    """As the carrier does it: signed, to the account's own address."""
    account = world.acme.sender.carrier
    entries = [{"id": "", "reference": name, "status": status} for name, status in some]
    body = orjson.dumps({"receipts": entries})
    signed = {"X-Virtual-Signature": signature(account.credentials["api_key"], body)}
    address = account.callback_url.split("/", 3)[3]
    return client.post(f"/{address}", body, content_type="application/json", headers=signed).status_code
