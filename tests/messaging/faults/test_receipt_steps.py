"""Receipts and replies, broken at every single step: states, money and opt-outs are right all the same."""

from collections.abc import Callable

import orjson
import pytest
from pytest_django import Settings

from apps.carriers.models import Callback
from apps.compliance.models import Suppression
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.messaging import tasks
from apps.messaging.models import Message
from tests.clockface import DAYTIME, set_clock
from tests.messaging.faults.breaking import KINDS, Breaker, Kind, at_every_step
from tests.messaging.faults.mending import ROUND_SECONDS, in_order, later, recover
from tests.messaging.faults.wire import Carrier
from tests.messaging.orders import send
from tests.world import World, consenting

pytestmark = pytest.mark.django_db(transaction=True)
_numbers = iter(range(3_000, 9_999))


@pytest.fixture
def posted(house: World, settings: Settings) -> Callable[[], list[Contact]]:
    """Three new people were texted; one arrived, one did not, and one answers STOP: three callbacks wait."""

    set_clock(settings, DAYTIME)

    def post() -> list[Contact]:
        later(settings)
        people = [consenting(house.acme.workspace, name, f"+1415555{next(_numbers)}") for name in "DFS"]
        drafts = send(house.acme, *people)
        tasks.dispatch()
        done, failed, _ = [draft.message.public_id for draft in drafts if draft.message]
        said = [receipt(done, "delivered"), receipt(failed, "failed"), stop(house, people[2])]
        for body in said:
            Callback.objects.create(account=house.acme.sender.carrier, body=body)
        return people

    return post


def receipt(reference: str, status: str) -> bytes:
    return orjson.dumps({"receipts": [{"id": "", "reference": reference, "status": status}]})


def stop(house: World, person: Contact) -> bytes:
    text = {"id": f"in-{person.phone}", "from": person.phone, "to": house.acme.sender.address, "body": "STOP"}
    return orjson.dumps({"messages": [text]})


@pytest.mark.parametrize("kind", KINDS)
def test_applying_broken_at_any_step_moves_refunds_and_opts_out_once(
    house: World,
    wire: Carrier,
    breaker: Breaker,
    kind: Kind,
    posted: Callable[[], list[Contact]],
    settings: Settings,
) -> None:
    acme = house.acme.workspace
    spent = 0

    def check(people: list[Contact]) -> None:
        nonlocal spent
        settings.CLOCK_SHIFT += 2 * ROUND_SECONDS  # whoever was at it is given up after a minute
        recover(settings)
        texts = [
            Message.objects.of(acme).outbound().filter(contact=one).exclude(kind="system") for one in people
        ]
        assert [rows.get().state for rows in texts] == ["delivered", "failed", "sent"]
        spent += 2
        assert ledger.balance(acme) == 1_000 - spent
        assert Suppression.objects.of(acme).standing().filter(phone=people[2].phone).count() == 1
        assert Message.objects.of(acme).filter(contact=people[2], kind="system").count() == 1
        assert Message.objects.of(acme).filter(contact=people[2], direction="in").count() == 1
        in_order(house, wire)

    assert at_every_step(breaker, kind, posted, tasks.apply_callbacks, check) > 30
