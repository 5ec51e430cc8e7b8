"""Alice looks at what her campaign costs while the worker writes: on SQLite too she gets her answer."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections, transaction

from apps.accounts.models import Workspace
from apps.campaigns import estimate as estimating
from tests.campaigns.launches import draft
from tests.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)


def somebody_writes(world: World) -> None:
    """On a connection of its own, committed before this goes on."""

    def write() -> None:
        try:
            Workspace.objects.filter(pk=world.bobco.workspace.pk).update(name="Bob & Co")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(write).result(20)


def in_single_steps(monkeypatch: pytest.MonkeyPatch, world: World, after: Any = None) -> None:
    real = estimating.screened

    def screened(*args: Any) -> Any:
        somebody_writes(world)
        found = real(*args)
        if after:
            after()
        return found

    monkeypatch.setattr(estimating, "CHUNK", 1)
    monkeypatch.setattr(estimating, "screened", screened)


def test_each_look_comes_after_somebody_wrote(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    Workspace.objects.filter(pk=world.acme.workspace.pk).update(cap_per_day=3)
    in_single_steps(monkeypatch, world)
    assert estimating.estimate(draft(world.acme)).now == 3


def test_no_read_is_left_open_under_which_nobody_could_write(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()

    def writes() -> None:
        with transaction.atomic():
            Workspace.objects.filter(pk=world.acme.workspace.pk).update(name="Acme & Co")

    in_single_steps(monkeypatch, world, writes)
    assert estimating.estimate(draft(world.acme)).now == 3


def test_gates_that_only_read_ask_sqlite_for_no_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    Workspace.objects.filter(pk=world.acme.workspace.pk).update(cap_per_day=3)
    campaign = draft(world.acme)
    if connection.vendor == "sqlite":

        def refused(*args: Any, **options: Any) -> Any:
            raise AssertionError("a read began a transaction")

        monkeypatch.setattr(transaction.Atomic, "__enter__", refused)
    assert estimating.estimate(campaign).now == 3
