"""One carrier account's trouble is its own: the others' texts go, and its own are not lost."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from apps.carriers.contract import Limits
from apps.carriers.models import CarrierAccount
from apps.carriers.outcomes import Outcome, Refused
from apps.common import clock
from apps.common.encryption import Unreadable
from apps.credits import ledger
from apps.messaging import claiming, erasure, leases, pipeline, recovery
from apps.messaging.models import Attempt, Message
from apps.messaging.proof import prove
from apps.messaging.queries import anything_due, anything_stranded
from apps.messaging.settling import Result, settle
from config.doctor import carriers as doctor
from config.doctor.findings import Grade
from tests.messaging.carrier import ScriptedCarrier
from tests.messaging.orders import queued, send
from tests.world import World

DOWN = Refused("no_connection", "No connection", retryable=True, whole_account=True)


def account(world: World) -> CarrierAccount:
    found: CarrierAccount = CarrierAccount.everywhere.get(pk=world.acme.sender.carrier_id)
    return found


def states(world: World) -> list[str]:
    return sorted(Message.objects.of(world.acme.workspace).values_list("state", flat=True))


def test_a_carrier_that_is_down_is_left_alone_and_no_text_loses_a_try(
    world: World, carrier: ScriptedCarrier, settings: Settings
) -> None:
    for contact in (world.charlie, world.dana):
        carrier.script[contact.phone] = [DOWN, DOWN]
    send(world.acme, world.charlie, world.dana)
    pipeline.dispatch(5)
    assert not anything_due() and len(carrier.given) == 2
    assert account(world).faults == 1 and doctor.resting().grade is Grade.NOTE
    assert set(Message.everywhere.values_list("state", "attempts")) == {("queued", 0)}
    assert not Attempt.everywhere.exists()
    settings.CLOCK_SHIFT += 2
    pipeline.dispatch(5)
    assert account(world).faults == 2, "it is left alone longer each time"
    settings.CLOCK_SHIFT += 3
    pipeline.dispatch(5)
    assert states(world) == ["sent", "sent"] and account(world).faults == 0
    assert set(Message.everywhere.values_list("attempts", flat=True)) == {1}


def test_after_a_rest_a_few_texts_are_tried_and_not_all(
    world: World, carrier: ScriptedCarrier, settings: Settings
) -> None:
    everybody = [world.charlie, world.dana, world.erin]
    for contact in everybody:
        carrier.script[contact.phone] = [DOWN] * 99
    for _ in range(30):
        send(world.acme, *everybody)
    pipeline.dispatch(5)
    before = len(carrier.given)
    settings.CLOCK_SHIFT += 2
    pipeline.dispatch(5)
    assert len(carrier.given) - before <= 7


def test_one_text_that_finds_no_connection_among_others_is_a_retry_of_its_own(
    world: World, carrier: ScriptedCarrier
) -> None:
    carrier.script[world.charlie.phone] = [DOWN]
    send(world.acme, world.charlie, world.dana, world.erin)
    pipeline.dispatch(5)
    assert states(world) == ["queued", "sent", "sent"] and account(world).faults == 0
    assert Attempt.everywhere.get().outcome == "retry"


def test_a_lost_key_stops_only_the_account_that_needs_it(
    world: World, carrier: ScriptedCarrier, settings: Settings
) -> None:
    CarrierAccount.everywhere.filter(pk=world.acme.sender.carrier_id).update(credentials={"api_key": "k"})
    settings.SECRET_KEY, old = "a new key, and nobody kept the old one", settings.SECRET_KEY
    CarrierAccount.everywhere.filter(pk=world.bobco.sender.carrier_id).update(credentials={"api_key": "k"})
    waits, goes = queued(world.acme, world.charlie), queued(world.bobco, world.bobco.contacts["Zoe"])
    pipeline.dispatch(5)
    assert carrier.phones == [goes.phone] and not anything_due()
    assert doctor.credentials().grade is Grade.WRONG
    with pytest.raises(Unreadable):
        account(world).credentials["api_key"]
    settings.FIELD_KEYS = [old]
    pipeline.dispatch(5)
    waits.refresh_from_db()
    assert waits.state == "sent" and doctor.credentials().grade is Grade.FINE


def _claimed_and_deleted(world: World) -> list[Any]:
    claimed = claiming.take_some(10, "w")
    erasure.delete_contacts(world.acme.workspace, [world.charlie.pk], reason="asked", actor="maria")
    return claimed


@pytest.mark.parametrize("outcome", [DOWN, Refused("bad", "Bad", retryable=False), Refused("busy", "", True)])
def test_a_refused_text_of_a_deleted_contact_is_paid_back(
    world: World, carrier: ScriptedCarrier, outcome: Refused
) -> None:
    queued(world.acme, world.charlie)
    (claimed,) = _claimed_and_deleted(world)
    for _ in range(2):
        settle([Result(claimed, outcome)])
    assert ledger.balance(world.acme.workspace) == 1_000
    assert prove(world.acme.workspace).differences == {}


class SlowCarrier(ScriptedCarrier):
    """Takes one text at a time, and its time."""

    limits = Limits(in_flight=1, per_second=10.0, body=1600)

    async def send(self, *given: Any) -> Outcome:  # type: ignore[override]
        await asyncio.sleep(0.02)
        return await super().send(*given)


def test_a_reply_on_one_account_does_not_wait_for_the_slow_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = SlowCarrier()
    monkeypatch.setattr("apps.messaging.transmission.adapter", lambda name: slow)
    for _ in range(10):
        send(world.acme, world.charlie, world.dana, world.erin)
    zoe = world.bobco.contacts["Zoe"]
    queued(world.bobco, zoe, kind=Message.Kind.REPLY)
    pipeline.dispatch(5)
    assert slow.phones.index(zoe.phone) <= 2 and len(slow.given) == 31


def test_the_lease_is_renewed_while_nothing_returns(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    slow, real = SlowCarrier(), leases.renew
    renewals: list[str] = []

    def renew(worker: str) -> bool:
        renewals.append(worker)
        return real(worker)

    monkeypatch.setattr("apps.messaging.transmission.adapter", lambda name: slow)
    monkeypatch.setattr(leases, "RENEW_SECONDS", 0.001)
    monkeypatch.setattr(leases, "renew", renew)
    queued(world.acme, world.charlie)
    pipeline.dispatch(5)
    assert len(renewals) > 2 and not anything_stranded()


def test_a_host_whose_clock_runs_ahead_takes_nobodys_texts(
    world: World, carrier: ScriptedCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = queued(world.acme, world.charlie)
    claiming.take_some(10, "w")
    ahead = clock.now() + timedelta(minutes=2)
    monkeypatch.setattr(clock, "now", lambda: ahead)
    assert not anything_stranded()
    recovery.recover()
    message.refresh_from_db()
    assert message.state == "sending"
