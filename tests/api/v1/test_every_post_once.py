"""Idempotency-Key on every POST of v1: the same answer again, nothing done again, another body refused."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from apps.accounts.models import ApiKey
from apps.api.models import KeptAnswer
from apps.api.reference.addresses import addresses
from apps.api.reference.dialects import V1
from apps.api.reference.openapi import example
from apps.credits.ledger import balance
from apps.messaging.models import Message
from tests.api.keys import Caller, key_of
from tests.clockface import DAYTIME, set_clock
from tests.world import World, make_world

POSTS = [one for one in addresses(V1) if one.verb == "POST"]
NO_ID = "01HYZ8K5VQAE2N0PWQ6DC9V8MP"


@pytest.mark.parametrize("one", POSTS, ids=lambda one: one.path)
def test_a_post_is_done_once(world: World, live: Caller, one: Any) -> None:
    """Also one that is refused: the refusal is kept like any answer that came of looking at the request."""
    path = one.path.replace("{id}", f"xyz_{NO_ID}")
    body = dict(example(one) or {})
    headers = {"Idempotency-Key": "one-and-the-same"}
    first = live("POST", path, body, headers=headers)
    again = live("POST", path, body, headers=headers)
    assert first.status_code < 500 and first.status_code not in (401, 403, 405, 415)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers.get("Idempotent-Replayed") == "true" and "Idempotent-Replayed" not in first.headers
    assert KeptAnswer.objects.of(world.acme.workspace).count() == 1
    other = live("POST", path, {**body, "quite_another_thing": 1}, headers=headers)
    assert (other.status_code, other.json()["error"]["code"]) == (409, "idempotency_key_reused")


def test_a_secret_that_is_shown_once_lies_nowhere_in_the_open(world: World, live: Caller) -> None:
    wanted = {"url": "https://shop.example/hook", "events": ["message.delivered"]}
    secret = live("POST", "/v1/webhooks", wanted, headers={"Idempotency-Key": "k"}).json()["secret"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM api_keptanswer")
        (kept,) = cursor.fetchone()
    assert kept and secret.encode() not in bytes(kept)
    assert live("POST", "/v1/webhooks", wanted, headers={"Idempotency-Key": "k"}).json()["secret"] == secret


def test_a_key_that_would_be_cut_is_refused(live: Caller) -> None:
    response = live("POST", "/v1/lists", {"name": "A"}, headers={"Idempotency-Key": "k" * 256})
    assert (response.status_code, response.json()["error"]["param"]) == (400, "Idempotency-Key")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_are_one_message_and_one_debit(settings: Any) -> None:
    world = make_world()
    set_clock(settings, DAYTIME)
    acme, key = world.acme.workspace, key_of(world.acme.workspace, ApiKey.Kind.LIVE)
    before = balance(acme)
    body = {"to": world.charlie.phone, "body": "Hello, once."}

    def post(_: int) -> tuple[int, bytes]:
        try:
            answer = Caller(key)("POST", "/v1/messages", body, headers={"Idempotency-Key": "fifty"})
            return answer.status_code, answer.content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(25) as pool:
        answers = set(pool.map(post, range(50)))
    assert len(answers) == 1 and next(iter(answers))[0] == 201
    message = Message.objects.of(acme).get()
    assert before - balance(acme) == message.parts == 1
    assert connection.vendor == "postgresql"
