"""Contract §§ 1–4: keys, rates, idempotency, and answers to whatever comes."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from apps.accounts import actions
from apps.accounts.models import ApiKey, Workspace
from apps.api import tasks
from apps.api.kernel import bucket, idempotency
from apps.api.kernel.bucket import Bucket
from apps.api.kernel.refusals import TooManyRequests
from apps.api.models import KeptAnswer
from apps.api.v1.surface import V1
from apps.common import clock
from apps.messaging.models import Message
from tests.api.keys import Caller, key_of
from tests.api.v1.test_messages import NEW, error
from tests.world import World

HELLO = {"to": NEW, "body": "Hello"}


def test_no_key_a_wrong_one_and_one_of_another_api(world: World) -> None:
    rsms = key_of(world.acme.workspace, ApiKey.Kind.REST)
    row, revoked = actions.make_key(world.acme.workspace, ApiKey.Kind.LIVE, "Old")
    actions.revoke(row)
    assert error(Caller(None)("GET", "/v1/credits"))[:3] == (401, "authentication_error", "api_key_missing")
    assert error(Caller(revoked)("GET", "/v1/credits"))[2] == "api_key_revoked"
    for key in ("msvs_live_" + "0" * 48, rsms):
        response = Caller(key)("GET", "/v1/credits")
        assert error(response) == (401, "authentication_error", "api_key_invalid", None)


def test_a_suspended_workspace_is_told(world: World, live: Caller) -> None:
    Workspace.objects.filter(pk=world.acme.workspace.pk).update(state=Workspace.State.SUSPENDED)
    assert error(live("GET", "/v1/credits"))[:2] == (403, "permission_error")


def test_every_answer_says_how_many_are_left(live: Caller) -> None:
    first, second = live("GET", "/v1/credits"), live("GET", "/v1/nothing/here")
    assert first.headers["X-RateLimit-Limit"] == "100"
    assert 190 <= int(first.headers["X-RateLimit-Remaining"]) <= 199
    assert int(first.headers["X-RateLimit-Reset"]) > 0
    assert second.status_code == 404
    for answer in (second, live("GET", "/v1/credits")):
        assert answer.headers["Request-Id"] == answer.headers["X-Request-Id"]
    assert second.headers["Request-Id"] == second.json()["error"]["request_id"]


def test_who_asks_too_much_waits(live: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(V1, "bucket", Bucket("v1-small", 0.001, 2))
    assert [live("GET", "/v1/credits").status_code for _ in range(3)] == [200, 200, 429]
    response = live("GET", "/v1/credits")
    assert error(response) == (429, "rate_limit_error", "rate_limited", None)
    assert int(response.headers["Retry-After"]) >= 1
    assert response.headers["X-RateLimit-Remaining"] == "0"


def test_a_bucket_fills_again() -> None:
    small = Bucket("refill", 1000.0, 1)
    bucket.take(small, 7)
    with pytest.raises(TooManyRequests):
        for _ in range(100):
            bucket.take(small, 7)
    time.sleep(0.01)
    assert bucket.take(small, 7).remaining == 0


def test_the_same_key_and_body_get_the_same_answer(world: World, live: Caller) -> None:
    first = live("POST", "/v1/messages", HELLO, {"Idempotency-Key": "a1"})
    again = live("POST", "/v1/messages", HELLO, {"Idempotency-Key": "a1"})
    assert first.json() == again.json()
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Message.objects.of(world.acme.workspace).count() == 1


def test_the_same_key_and_another_body_are_refused(live: Caller) -> None:
    live("POST", "/v1/messages", HELLO, {"Idempotency-Key": "a1"})
    other = live("POST", "/v1/messages", {**HELLO, "body": "Other"}, {"Idempotency-Key": "a1"})
    assert error(other) == (409, "conflict_error", "idempotency_key_reused", None)


def test_keys_of_two_workspaces_are_strangers(live: Caller, test_key: Caller) -> None:
    ids = {
        caller("POST", "/v1/messages", HELLO, {"Idempotency-Key": "a1"}).json()["id"]
        for caller in (live, test_key)
    }
    assert len(ids) == 2


def test_a_refusal_is_kept_and_a_crash_is_not(live: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = {"to": "+1abc", "body": "Hello"}
    first = live("POST", "/v1/messages", bad, {"Idempotency-Key": "bad"})
    assert live("POST", "/v1/messages", bad, {"Idempotency-Key": "bad"}).json() == first.json()

    def broken(*_: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("apps.api.v1.views.messages.write.message", broken)
        crash = live("POST", "/v1/messages", HELLO, {"Idempotency-Key": "crash"})
        assert error(crash) == (500, "api_error", "internal_error", None)
    assert not Message.everywhere.exists()
    assert live("POST", "/v1/messages", HELLO, {"Idempotency-Key": "crash"}).status_code == 201


def test_after_a_day_a_key_is_forgotten(live: Caller) -> None:
    live("POST", "/v1/messages", HELLO, {"Idempotency-Key": "a1"})
    KeptAnswer.everywhere.update(created_at=clock.now() - idempotency.KEPT)
    tasks.sweep()
    assert not KeptAnswer.everywhere.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs rows that lock")
def test_two_at_once_send_one_text(world: World, live: Caller) -> None:
    def post(_: int) -> str:
        try:
            answer = Caller(live.headers["Authorization"].split()[1])(
                "POST", "/v1/messages", HELLO, {"Idempotency-Key": "at-once"}
            )
            return str(answer.json()["id"])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(post, range(8)))
    assert len(ids) == 1
    assert Message.objects.of(world.acme.workspace).count() == 1


@pytest.mark.parametrize(
    "raw", [b"{", b"[]", b"null", b'"a"', b"\xff", b'{"to": NaN}', b'{"to": 1, "to": 2}']
)
def test_a_body_that_is_no_object_is_named(live: Caller, raw: bytes) -> None:
    assert error(live("POST", "/v1/messages", raw))[:3] == (400, "invalid_request_error", "json_invalid")


VALUES: list[Any] = [
    0,
    -1,
    1.5,
    True,
    10**30,
    "",
    " ",
    "\0",
    "x" * 5_000,
    [],
    [[]],
    {},
    {"a": {}},
    [None],
    "💬",
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_no_value_of_any_field_crashes(world: World, live: Caller, value: Any) -> None:
    wholes = {
        "/v1/messages": "to body from variables metadata scheduled_at",
        "/v1/campaigns": "name body audience from scheduled_at metadata",
        "/v1/contacts": "phone first_name last_name email opt_in attributes tags stage dnd status",
        f"/v1/contacts/{world.charlie.public_id}": "phone first_name email attributes tags stage dnd status",
        "/v1/lists": "name",
        "/v1/webhooks": "url events secret description",
    }
    for path, names in wholes.items():
        for name in names.split():
            answer = live("POST", path, {"name": "n", "body": "b", "phone": NEW, "to": NEW, name: value})
            assert answer.status_code < 500, (path, name)


@pytest.mark.parametrize("value", ["%00", "%FF", "-1", "9" * 40, "%F0%9F%92%AC", "x" * 3_000, "msg_x"])
def test_no_value_in_an_address_crashes(live: Caller, value: str) -> None:
    names = "limit starting_after ending_before status query phone email list_id type contact_id"
    for path in ("messages", "campaigns", "contacts", "lists", "webhooks", "events"):
        for name in names.split():
            assert live("GET", f"/v1/{path}?{name}={value}").status_code in (200, 400, 404), (path, name)
        assert live("GET", f"/v1/{path}/{value}").status_code in (404, 405)
        assert live("POST", f"/v1/{path}/{value}/cancel").status_code in (404, 405)


def test_a_verb_that_is_not_there_is_named(live: Caller) -> None:
    response = live("PUT", "/v1/messages", HELLO)
    assert error(response)[:3] == (405, "invalid_request_error", "method_not_allowed")
    assert response.headers["Allow"] == "GET, POST, HEAD"
