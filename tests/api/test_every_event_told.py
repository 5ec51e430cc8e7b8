"""Whatever path causes an event, a webhook of either dialect is told, in the contract's shape."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.http import HttpResponse

from apps.api.readysms import events as readysms
from apps.api.v1 import events as v1
from apps.events import diary
from apps.messaging import pipeline
from apps.webhooks import actions, fanning
from apps.webhooks.models import Delivery
from tests.api.test_readysms_events import KEYS
from tests.api.told.ways import WAYS, Acme
from tests.messaging.carrier import ScriptedCarrier
from tests.messaging.conftest import carrier  # noqa: F401 - a fixture
from tests.world import World

# MassiveSMS § 10: what data.object is, and what has to stand in it.
DATA = {
    "message": {"object", "id", "to", "status", "campaign_id", "metadata"},
    "contact": {"object", "id", "phone"},
    "campaign": {"object", "id", "status"},
    "credits": {"object", "balance", "low_balance_threshold"},
}
MORE = {"message.failed": "error", "message.replied": "reply"}
# A contract's two §-tables of events, all of them.
ALL = {*v1.EVENTS, *readysms.EVENTS}


@pytest.fixture
def acme(daytime: datetime, world: World, carrier: ScriptedCarrier) -> Acme:  # noqa: F811
    """With a webhook of each dialect that is told of everything."""
    for dialect, names in (("v1", v1.EVENTS), ("readysms", readysms.EVENTS)):
        actions.subscribe(world.acme.workspace, dialect, "https://shop.example/", list(names))
    return Acme(world, carrier)


def test_every_event_of_both_contracts_has_a_way() -> None:
    caused = {name for events, _ in WAYS.values() for name in events.split()}
    assert caused == ALL


@pytest.mark.parametrize("name", WAYS)
def test_it_is_told(acme: Acme, name: str) -> None:
    events, do = WAYS[name]
    answer = do(acme)
    if isinstance(answer, HttpResponse):
        assert answer.status_code < 400, answer.content
    the_clock()
    told = bodies(acme.world)
    missing = set(events.split()) - set(told)
    assert not missing, sorted(told)
    for event, found in told.items():
        for body in found:
            (of_v1 if event in v1.EVENTS else of_readysms)(event, body)


def the_clock() -> None:
    pipeline.dispatch(5)
    while diary.react():
        pass
    while fanning.fan_out():
        pass


def bodies(world: World) -> dict[str, list[dict[str, Any]]]:
    """What would be posted, by the event's name; an event is told to a webhook once."""
    rows = list(Delivery.objects.of(world.acme.workspace))
    once = {(row.subscription_id, row.event_id) for row in rows}
    assert len(once) == len(rows)
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row.name, []).append(json.loads(row.body))
    return found


def of_v1(name: str, body: dict[str, Any]) -> None:
    assert list(body) == ["id", "type", "created_at", "data"]
    assert body["id"].startswith("evt_") and body["type"] == name and body["created_at"].endswith("Z")
    kind = name.partition(".")[0]
    assert body["data"]["object"] == kind and DATA[kind] <= set(body["data"])
    if name in MORE:
        assert body["data"][MORE[name]], body


def of_readysms(name: str, body: dict[str, Any]) -> None:
    if name in KEYS:
        assert ",".join(body) == KEYS[name]
    assert {key for key, value in body.items() if value is None} <= {"delivered_at"}, body
