"""The virtual carrier's requests, good and bad: bad ones get a clear answer in JSON, never a 500."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from apps.carriers.virtual.options import Options
from apps.carriers.virtual.server import application

ALICE, OUR_NUMBER = "+12125550199", "+13105550100"
KEY = {"Authorization": "Bearer key-of-alice"}
GOOD = {"reference": "msg_1", "to": ALICE, "from": OUR_NUMBER, "body": "Hi"}
Answer = tuple[int, Any]
Call = Callable[..., Awaitable[Answer]]


def _run(job: Callable[[Call], Awaitable[None]], options: Options | None = None) -> None:
    async def run() -> None:
        async with TestClient(TestServer(application(options or Options()))) as client:

            async def call(method: str, path: str, headers: dict[str, str] = KEY, **given: Any) -> Answer:
                answer = await client.request(method, path, headers=headers, **given)
                return answer.status, await answer.json()

            await job(call)

    asyncio.run(run())


def _one(method: str, path: str, options: Options | None = None, **given: Any) -> Answer:
    answers: list[Answer] = []

    async def job(call: Call) -> None:
        answers.append(await call(method, path, **given))

    _run(job, options)
    return answers[0]


@pytest.mark.parametrize(
    "field,value",
    [
        ("reference", None),
        ("reference", ""),
        ("reference", "two words"),
        ("reference", "x" * 129),
        ("to", "12125550199x"),
        ("to", "+1"),
        ("to", 12125550199),
        ("to", "١٢١٢٥٥٥٠١٩٩"),
        ("from", ""),
        ("from", ["+13105550100"]),
        ("body", ""),
        ("body", "NUL \x00 inside"),
        ("body", "x" * 1601),
        ("body", {}),
        ("callback_url", "javascript:alert(1)"),
        ("callback_url", 7),
    ],
)
def test_a_value_that_cannot_be_used_is_named(field: str, value: object) -> None:
    status, answer = _one("POST", "/v1/messages", json={**GOOD, field: value})
    assert (status, answer["error"]["field"]) == (400, field)
    assert answer["error"]["message"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"to": "\xed\xa0\x80"}', b"[" * 9000]
)
def test_a_body_that_is_no_object_is_refused(body: bytes) -> None:
    for method, path in (("POST", "/v1/messages"), ("POST", "/inbound"), ("PUT", "/numbers/+13105550100")):
        status, answer = _one(method, path, data=body)
        assert (status, answer["error"]["code"]) == (400, "not_json")


def test_a_body_of_more_than_a_megabyte_is_refused() -> None:
    status, answer = _one("POST", "/v1/messages", data=b"x" * 1_100_000)
    assert status == 413 and answer["error"]["code"]


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer two words"])
def test_without_a_key_nothing_is_taken(authorization: str) -> None:
    status, answer = _one("POST", "/v1/messages", json=GOOD, headers={"Authorization": authorization})
    assert (status, answer["error"]["code"]) == (401, "unauthorized")


@pytest.mark.parametrize("method,path,status", [("GET", "/nothing", 404), ("DELETE", "/stats", 405)])
def test_paths_and_methods_that_are_not_there(method: str, path: str, status: int) -> None:
    given, answer = _one(method, path)
    assert given == status and answer["error"]["message"]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=many", "limit=1001", "limit=" + "9" * 5000, "after=vc_x"]
)
def test_a_listing_that_cannot_be_meant(query: str) -> None:
    status, answer = _one("GET", f"/messages?{query}")
    assert (status, answer["error"]["field"]) == (400, query.split("=")[0])


def test_the_listing_is_newest_first_filtered_and_paged() -> None:
    async def job(call: Call) -> None:
        for n in range(5):
            text = {**GOOD, "reference": f"msg_{n}", "to": f"+1212555019{n}", "body": f"Hi {n}"}
            await call("POST", "/v1/messages", json=text)
        first = (await call("GET", "/messages?limit=2"))[1]
        second = (await call("GET", f"/messages?limit=9&after={first['next']}"))[1]
        assert [each["body"] for each in first["messages"] + second["messages"]] == [
            f"Hi {n}" for n in (4, 3, 2, 1, 0)
        ]
        assert second["next"] is None
        for query, count in (("to=%2B12125550193", 1), ("from=13105550100", 5), ("status=failed", 0)):
            assert len((await call("GET", f"/messages?{query}"))[1]["messages"]) == count

    _run(job)


def test_the_owner_of_a_number_is_asked_once() -> None:
    asked: list[str] = []

    def find_number(number: str) -> tuple[str, str] | None:
        asked.append(number)
        return ("http://127.0.0.1:9/callbacks", "key") if number == OUR_NUMBER else None

    async def job(call: Call) -> None:
        text = {"from": ALICE, "to": OUR_NUMBER, "body": "hello"}
        assert [(await call("POST", "/inbound", json=text))[0] for _ in range(2)] == [202, 202]
        assert (await call("POST", "/inbound", json={**text, "to": "+14155550100"}))[0] == 404

    _run(job, Options(find_number=find_number))
    assert asked == [OUR_NUMBER, "+14155550100"]


def test_when_the_owner_cannot_be_asked_it_is_said() -> None:
    def find_number(number: str) -> tuple[str, str] | None:
        raise RuntimeError("the database is away")

    text = {"from": ALICE, "to": OUR_NUMBER, "body": "hello"}
    status, answer = _one("POST", "/inbound", Options(find_number=find_number), json=text)
    assert (status, answer["error"]["code"]) == (503, "cannot_ask")


def test_reset_forgets_everything_and_old_ids_too(tmp_path: Path) -> None:
    async def job(call: Call) -> None:
        old = (await call("POST", "/v1/messages", json=GOOD))[1]["id"]
        assert (await call("POST", "/reset"))[1]["accepted"] == 0
        assert (await call("GET", "/v1/messages/msg_1"))[0] == 404
        assert (await call("GET", f"/messages?after={old}"))[0] == 400
        assert (await call("POST", "/v1/messages", json=GOOD))[1]["id"] != old

    _run(job, Options(directory=tmp_path))


@pytest.fixture
def scenario(tmp_path: Path) -> Iterator[Callable[[str], Options]]:
    def write(content: str) -> Options:
        path = tmp_path / "scenario.json"
        path.write_text(content)
        return Options(scenario=path, receipt_delay_ms=0)

    yield write


def test_a_burst_of_429_ends(scenario: Callable[[str], Options]) -> None:
    options = scenario('{"rules": [{"match": {"to_prefix": "+1212"}, "do": {"throttle_burst": 2}}]}')

    async def job(call: Call) -> None:
        texts = [{**GOOD, "reference": f"msg_{n}"} for n in range(4)]
        answers = [(await call("POST", "/v1/messages", json=text))[0] for text in texts]
        assert answers == [429, 429, 202, 202]

    _run(job, options)


def test_the_first_rule_that_matches_decides_even_over_magic(scenario: Callable[[str], Options]) -> None:
    options = scenario(
        '{"rules": [{"match": {"to_suffix": "0001", "body_contains": "SALE"}, "do": {"fail_rate": 1}}]}'
    )

    async def job(call: Call) -> None:
        magic = {**GOOD, "to": "+12125550001"}
        assert (await call("POST", "/v1/messages", json=magic))[0] == 422
        assert (await call("POST", "/v1/messages", json={**magic, "body": "Our sale!"}))[0] == 202

    _run(job, options)


def test_a_fail_rate_fails_about_that_share(scenario: Callable[[str], Options]) -> None:
    async def job(call: Call) -> None:
        for n in range(200):
            await call("POST", "/v1/messages", json={**GOOD, "reference": f"msg_{n}"})
        for _ in range(200):
            by_status = (await call("GET", "/stats"))[1]["by_status"]
            if "accepted" not in by_status:
                break
            await asyncio.sleep(0.01)
        assert 30 <= by_status["failed"] <= 70

    _run(job, scenario('{"defaults": {"fail_rate": 0.25}}'))
