"""What one text of a program costs: round trips to the database, most of its time (docs/benchmarks.md)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import ApiKey
from tests.api.keys import Caller, key_of
from tests.world import CHARLIE, World

NEW = iter(range(3_000, 4_000))


@pytest.fixture
def program(daytime: None, world: World) -> Iterator[Caller]:
    """A program of Acme's that has sent before: what a process learns once is learnt."""
    caller = Caller(key_of(world.acme.workspace, ApiKey.Kind.LIVE))
    texted(caller, CHARLIE)
    yield caller


def texted(program: Caller, to: str = "", headers: dict[str, str] | None = None) -> Any:
    given = {"to": to or f"+1212555{next(NEW)}", "body": "Your order is ready."}
    answer = program("POST", "/v1/messages", given, headers)
    assert answer.status_code == 201, answer.content
    return answer


@pytest.mark.parametrize(
    ("to", "headers", "most"),
    [("", {}, 28), ("", {"Idempotency-Key": "order-7"}, 32), (CHARLIE, {}, 26)],
    ids=["to a new number", "with an Idempotency-Key", "to a known number"],
)
def test_a_text_costs_few_statements(program: Caller, to: str, headers: dict[str, str], most: int) -> None:
    """61, 69 and 46 once; the beginning and the end of the transaction count."""
    with CaptureQueriesContext(connection) as asked:
        texted(program, to, headers)
    assert len(asked) <= most, [one["sql"][:80] for one in asked]
