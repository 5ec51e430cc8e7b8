"""However much a workspace has, a page asks the database as often: Alice looks at every one, twice.

A page that is added later is looked at by itself; milliseconds are measured by `manage.py bench --pages`.
"""

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import walk
from tests.dashboard.conftest import browser
from tests.rows import FIXED, Rows, one_of_each
from tests.walk import Route
from tests.world import World

# Of any page: the shell takes ten, a contact's page asks every gate.
MOST = 80
# More rows of a kind: where there are any at all, names of what they point to are looked up once.
SLACK = 3
MANY = 6
# A column of the board costs two, and a page has twelve columns at the most (apps/dashboard/board.py).
BY_COLUMN = {"/dashboard/pipeline"}


@pytest.fixture
def ours(world: World) -> Rows:
    return one_of_each(world.acme.workspace, world.alice, "m0")


def pages() -> list[Route]:
    return [route for route in walk.routes() if route.path.startswith("dashboard/")]


def queries(client: Client, address: str) -> int:
    """Of a page; 0 for what is none: a form that is only posted, a file, a redirect."""
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        answer: Any = client.get(address)
        transaction.set_rollback(True)
    is_page = answer.status_code == 200 and not answer.streaming
    return len(asked) if is_page else 0


def counted(client: Client, addresses: Iterable[str]) -> dict[str, int]:
    """By address, of pages alone."""
    found = {address: queries(client, address) for address in addresses}
    return {address: number for address, number in found.items() if number}


def test_no_page_asks_more_often_for_more_rows(
    world: World, ours: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = browser(world.alice)
    # The first look makes what is made at the first look.
    there = counted(alice, {address for route in pages() for address in route.addresses(ours)})
    few = counted(alice, there)
    assert len(few) > 60
    for number in range(1, MANY + 1):
        monkeypatch.setitem(FIXED, "compliance.ConsentEvent", {"position": 1_000 + number})
        one_of_each(world.acme.workspace, world.alice, f"m{number}")
    many = counted(alice, few)
    more = {page: many.get(page, 0) - number for page, number in few.items() if page not in BY_COLUMN}
    grown = {page: number for page, number in more.items() if number > SLACK}
    assert not grown
    assert {page: number for page, number in many.items() if number > MOST} == {}
