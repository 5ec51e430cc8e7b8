"""The request log: what programs asked, kept without a secret, for the workspace that it is about."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from apps.accounts import actions
from apps.accounts.models import ApiKey, Workspace
from apps.api.v1.views.credits import Credits
from apps.common import clock
from apps.requestlog import buffer, redacting, tasks, writing
from apps.requestlog.models import LoggedRequest
from tests.api.keys import Caller, key_of
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.world import World

pytestmark = pytest.mark.usefixtures("daytime")


@pytest.fixture(autouse=True)
def _empty_buffer() -> Iterator[None]:
    buffer.clear()
    yield
    buffer.clear()


@pytest.fixture
def key(world: World) -> str:
    return key_of(world.acme.workspace, ApiKey.Kind.LIVE)


def lines(workspace: Workspace) -> list[LoggedRequest]:
    buffer.flush()
    return list(LoggedRequest.objects.of(workspace).order_by("id"))


def only(workspace: Workspace) -> LoggedRequest:
    (line,) = lines(workspace)
    return line


def everything(line: LoggedRequest) -> str:
    return " ".join(str(getattr(line, field.attname)) for field in line._meta.concrete_fields)


def test_alice_finds_a_request_again_by_the_id_in_its_answer(world: World, key: str) -> None:
    answer = Caller(key)("GET", "/v1/messages?limit=5", headers={"User-Agent": "shop/1.0"})
    line = only(world.acme.workspace)
    assert line.public_id == answer.headers["Request-Id"]
    assert (line.method, line.path, line.query, line.status) == ("GET", "/v1/messages", "limit=5", 200)
    assert (line.surface, line.caller, line.agent) == ("v1", key[:14], "shop/1.0")
    assert (line.ip, line.sent) == ("127.0.0.1", len(answer.content))


def test_a_refusal_is_kept_with_its_code_and_field_and_without_what_was_sent(world: World, key: str) -> None:
    Caller(key)("POST", "/v1/messages", {"to": "+1abc", "body": "My number is 4155550123"})
    line = only(world.acme.workspace)
    assert (line.status, line.error, line.param) == (400, "phone_number_invalid", "to")
    assert "1abc" not in everything(line) and "4155550123" not in everything(line)


def test_no_key_and_no_number_stands_in_the_log(world: World, key: str) -> None:
    call = Caller(key)
    call("GET", f"/v1/messages/{key}")
    call("GET", f"/v1/contacts?phone=%2B14155552001&query=Charlie&limit={key}&key={key}&status=open")
    call(
        "GET", "/v1/campaigns/14155552001/recipients?starting_after=14155552001", headers={"User-Agent": key}
    )
    for line in lines(world.acme.workspace):
        told = everything(line)
        assert key[:16] not in told and "4155552001" not in told and "Charlie" not in told, told
    assert "status=open" in lines(world.acme.workspace)[1].query


def test_what_is_acmes_is_not_bobcos(world: World, key: str) -> None:
    Caller(key)("GET", "/v1/credits")
    assert len(lines(world.acme.workspace)) == 1
    assert lines(world.bobco.workspace) == lines(world.acme.workspace.sandbox) == []


def test_a_test_key_writes_in_the_sandboxs_log(world: World) -> None:
    Caller(key_of(world.acme.workspace.sandbox, ApiKey.Kind.TEST))("GET", "/v1/credits")
    assert len(lines(world.acme.workspace.sandbox)) == 1 and lines(world.acme.workspace) == []


def test_what_nobody_can_be_told_of_is_not_stored(world: World) -> None:
    for wrong in (None, "msvs_live_" + "0" * 48):
        assert Caller(wrong)("GET", "/v1/credits").status_code == 401
    buffer.flush()
    assert not LoggedRequest.everywhere.exists()


def test_who_still_uses_a_revoked_key_sees_why_it_is_refused(world: World, key: str) -> None:
    actions.revoke(ApiKey.everywhere.get(prefix=key[:14]))
    Caller(key)("GET", "/v1/credits")
    line = only(world.acme.workspace)
    assert (line.status, line.error, line.caller) == (401, "api_key_revoked", key[:14])


def test_an_address_that_is_none_is_kept_too(world: World, key: str) -> None:
    Caller(key)("GET", "/v1/mesages")
    line = only(world.acme.workspace)
    assert (line.status, line.error, line.surface) == (404, "resource_missing", "")


def test_our_own_faults_are_kept(world: World, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*args: object) -> None:
        raise RuntimeError("Oh")

    monkeypatch.setattr(Credits, "get", crash)
    answer = Caller(key)("GET", "/v1/credits")
    line = only(world.acme.workspace)
    assert (line.status, line.error) == (500, "internal_error")
    assert line.public_id == answer.json()["error"]["request_id"]


def test_readysms_and_a_browser_session_are_kept(world: World) -> None:
    Caller(key_of(world.acme.workspace))("GET", "/contacts/tags")
    browser = Client()
    browser.force_login(world.alice)
    browser.get("/contacts/tags")
    browser.get("/dashboard/")
    by_key, by_person = lines(world.acme.workspace)
    assert (by_key.surface, by_key.caller[:5]) == ("readysms", "rsms_")
    assert by_person.caller == "alice@acme.example"


def test_a_request_asks_the_database_for_nothing_more(
    world: World, key: str, django_assert_num_queries: Any, settings: Settings
) -> None:
    """The hot path: a line is an append; the same count with the log and without."""
    call = Caller(key)
    call("GET", "/v1/lists")
    with django_assert_num_queries(2):  # the key with its workspace, and the lists
        call("GET", "/v1/lists")


def test_a_line_of_a_workspace_that_is_gone_spoils_no_other(world: World, key: str) -> None:
    Caller(key)("GET", "/v1/credits")
    Caller(key_of(world.bobco.workspace, ApiKey.Kind.LIVE))("GET", "/v1/credits")
    gone = world.bobco.workspace.pk
    batch = [line for line in buffer._lines if line.workspace != gone]
    buffer._lines[1] = type(batch[0])(
        **{**{n: getattr(buffer._lines[1], n) for n in batch[0].__slots__}, "workspace": 10**9}
    )
    assert len(lines(world.acme.workspace)) == 1


def test_a_database_that_is_away_loses_nothing(
    world: World, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Caller(key)("GET", "/v1/credits")
    with monkeypatch.context() as away:
        away.setattr(writing.bulk, "insert", _away)
        with pytest.raises(OperationalError):
            buffer.flush()
    assert len(lines(world.acme.workspace)) == 1


def _away(rows: object) -> None:
    raise OperationalError("server closed the connection")


def test_the_memory_is_bounded(world: World, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buffer, "MOST", 2)
    for _ in range(4):
        Caller(key)("GET", "/v1/credits")
    assert len(lines(world.acme.workspace)) == 2


def test_old_lines_are_swept(world: World, key: str, settings: Settings) -> None:
    Caller(key)("GET", "/v1/credits")
    Caller(key)("GET", "/v1/lists")
    old, young = lines(world.acme.workspace)
    LoggedRequest.everywhere.filter(pk=old.pk).update(at=clock.now() - timedelta(days=15))
    tasks.sweep()
    assert lines(world.acme.workspace) == [young]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (
            "limit=20&starting_after=msg_01HYZ8K5VQAE2N0PWQ6DC9V8MP",
            "limit=20&starting_after=msg_01HYZ8K5VQAE2N0PWQ6DC9V8MP",
        ),
        ("q=Maria&phone=%2B14155550123", "q=…&phone=…"),
        ("token=abc&list_id=lst_cohort06_open", "token=…&list_id=lst_cohort06_open"),
        ("starting_after=%2B14155550123", "starting_after=…"),
        ("a\x00b=1&4155550123=1", "ab=…&…=…"),
    ],
)
def test_a_query_keeps_how_not_whom(given: str, kept: str) -> None:
    assert redacting.query(given) == kept


@pytest.mark.django_db(transaction=True)
def test_the_thread_writes_by_itself(settings: Settings, transactional_db: None, world: World) -> None:
    settings.REQUEST_LOG_SECONDS = 0.05
    try:
        Caller(key_of(world.acme.workspace, ApiKey.Kind.LIVE))("GET", "/v1/credits")
        for _ in range(100):
            if LoggedRequest.objects.of(world.acme.workspace).exists():
                return
            time.sleep(0.05)
        pytest.fail("The thread wrote nothing in 5 s.")
    finally:
        settings.REQUEST_LOG_SECONDS = 0
        for thread in threading.enumerate():
            if thread.name == "request-log":
                thread.join(5)  # it lets its connection go
                assert not thread.is_alive()
