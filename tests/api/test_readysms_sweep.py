"""Every address of ReadySMS is asked in every bad way: none crashes, and each answer is in the envelope."""

import json
import re
from typing import Any

import pytest
from pytest_django import Settings

from apps.accounts import actions
from apps.accounts.models import ApiKey
from apps.api.readysms import urls
from tests import walk
from tests.api.keys import Caller, key_of
from tests.rows import one_of_each
from tests.world import World

VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")
WRITING = VERBS[1:]
# Names of arguments, each of which gets what it should not have.
NAMES = """to message consent_attested from_phone_number_id conversation_id recipients scheduled_at name
    phone email tags contact_ids contact_id audience list_id segment_id sequence_id spread_days add_tag
    contacts mode dedupe_keys apply_tag enroll_sequence_id file_name description event
    target_url url events
    tag stage dnd_sms custom_fields variables limit offset"""
VALUES: list[Any] = [
    7,
    -1.5,
    True,
    "",
    "\0",
    "\0a",
    "x" * 3_000,
    [],
    [None],
    [[7]],
    {},
    {"a": {"b": 1}},
    "💬",
]
RAW = {
    "cut off": b'{"to": "+1415',
    "no object": b"[1, 2]",
    "not UTF-8": b'{"to": "\xff"}',
    "a NUL byte": b'{"to": "a\x00b"}',
    "a name twice": b'{"consent_attested": false, "consent_attested": true}',
    "deep": b'{"a": ' + b"[" * 60_000 + b"]" * 60_000 + b"}",
}


def paths() -> list[str]:
    """One of each address, with an id that nobody has."""
    served = [str(pattern.pattern) for pattern in urls.urlpatterns if pattern.name != "readysms-unknown"]
    # OAuth's own pages speak OAuth (tests/connect)
    mine = [path for path in served if "oauth/authorize" not in path and "oauth/token" not in path]
    return sorted({"/" + re.sub(r"\(\?P<\w+>[^)]*\)", "999999", one).strip("^$/?") for one in mine})


@pytest.fixture(autouse=True)
def _(settings: Settings, daytime: object) -> None:
    settings.READYSMS_RATE_PER_MINUTE = 10**9


@pytest.fixture
def everything(world: World) -> Caller:
    """A key of a workspace that has one of each row."""
    one_of_each(world.acme.workspace, world.alice, "acmerow")
    return Caller(key_of(world.acme.workspace))


def judged(response: Any, asked: object) -> None:
    content = response.getvalue()
    assert response.status_code < 500, (asked, content[:300])
    if response.headers["Content-Type"] == "application/json":
        held = json.loads(content)
        told = isinstance(held, list) or "success" in held
        assert told, asked
        if response.status_code >= 400:
            assert held["success"] is False, asked
            assert isinstance(held["error"], str), asked
            assert held["error"], asked
    else:
        assert response.status_code == 200, asked
        assert response.headers["Content-Type"].startswith("text/csv"), asked


def test_there_is_something_to_sweep() -> None:
    assert len(paths()) > 50


@pytest.mark.parametrize("raw", RAW.values(), ids=RAW.keys())
def test_bodies_that_are_none(everything: Caller, raw: bytes) -> None:
    for path in paths():
        for verb in WRITING:
            judged(everything(verb, path, raw), (verb, path))


def test_other_content_types_and_ten_megabytes(everything: Caller) -> None:
    large = b'{"a": "' + b"x" * 10_500_000 + b'"}'
    for path in paths():
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
            judged(everything("POST", path, b"a=1", content_type=kind), (path, kind))
        for headers in ({}, {"Idempotency-Key": "large"}):
            answer = everything("POST", path, large, headers)
            judged(answer, (path, "10 MB"))
            assert answer.status_code in (200, 400, 403, 404, 405, 413), path


@pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value)[:12])
def test_what_does_not_belong_in_any_argument(everything: Caller, value: Any) -> None:
    body = {**dict.fromkeys(NAMES.split(), value), "consent_attested": True}
    alone = [
        {"consent_attested": True, "to": "+14155552001", "message": "Hi", name: value}
        for name in NAMES.split()
    ]
    for path in paths():
        judged(everything("POST", path, body), (path, value))
        judged(everything("PUT", path, body), (path, value))
    for path in (
        "/sms/send",
        "/sms/send-bulk",
        "/sms/schedule",
        "/campaigns",
        "/contacts/import",
        "/contacts",
    ):
        for one in alone:
            judged(everything("POST", path, one), (path, one))


@pytest.mark.parametrize(
    "odd", ["%00", "%FF", "-1", "9" * 40, "%F0%9F%92%AC", "x" * 2_000, "²", "1e5", "a%2Fb"]
)
def test_odd_ids_and_queries(everything: Caller, odd: str) -> None:
    for path in paths():
        place = path.replace("999999", odd)
        for verb in VERBS if place != path else ("GET",):
            judged(everything(verb, f"{place}?limit={odd}&status={odd}&from={odd}&page={odd}"), (verb, place))


def test_ids_of_another_tenant_are_not_there(world: World, everything: Caller) -> None:
    theirs = one_of_each(world.bobco.workspace, world.bob, "bobcorow")
    for route in walk.routes():
        if route.name.startswith("readysms-") and route.models:
            for address in route.addresses(theirs):
                for verb in VERBS:
                    answer = everything(verb, address, {"consent_attested": True, "contact_ids": [1]})
                    judged(answer, (verb, address))
                    assert answer.status_code in (400, 404, 405), (verb, address)


@pytest.mark.parametrize(
    ("who", "status"),
    [("nobody", 401), ("revoked", 401), ("made up", 401), ("msvs_live_", 401), ("zap_", 403)],
)
def test_keys_that_do_not_open(world: World, who: str, status: int) -> None:
    caller = Caller(_key(world, who))
    for path in paths():
        for verb in VERBS:
            answer = caller(verb, path)
            judged(answer, (verb, path))
            open_to_zapier = who == "zap_" and path.startswith("/zapier/")
            expected = (200, 201, 400, 403, 404, 405) if open_to_zapier else (status, 405)
            assert answer.status_code in expected, (verb, path)


def _key(world: World, who: str) -> str | None:
    if who == "nobody":
        return None
    if who == "made up":
        return "rsms_" + "0" * 48
    kind = ApiKey.Kind.REST if who == "revoked" else ApiKey.Kind(who)
    row, key = actions.make_key(world.acme.workspace, kind, "Sweep")
    if who == "revoked":
        actions.revoke(row)
    return key


def test_unknown_addresses_and_verbs(everything: Caller) -> None:
    for word in urls.WORDS:
        for path in (f"/{word}/no/such/thing", f"/{word}/%00", f"/{word}//"):
            for verb in (*VERBS, "HEAD", "OPTIONS", "TRACE", "PURGE"):
                answer = everything(verb, path)
                assert answer.status_code in (200, 400, 404, 405, 301), (verb, path)
