"""What Sendwell counts on from every carrier adapter, whichever carrier it speaks to."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from hypothesis import given
from hypothesis import strategies as st

from apps.carriers import registry
from apps.carriers.contract import Adapter, MalformedCallback, missing_credentials
from apps.carriers.outcomes import Accepted, Outcome, Refused, Text, Unsure
from apps.carriers.wire.client import Client
from tests.carriers.little_carriers import LITTLE_CARRIERS, LittleCarrier, Says
from tests.carriers.mailbox import Callback

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Job = Callable[[Client, dict[str, str]], Awaitable[Outcome | None]]
TO_ALICE = Text("msg_1", "+12125550199", "+13105550100", "Hi Alice 🎉", "UCS-2", 1)
CALLBACK_URL = "https://sendwell.example/callbacks/1"


@pytest.fixture(params=registry.names())
def carrier(request: pytest.FixtureRequest) -> LittleCarrier:
    return LITTLE_CARRIERS[request.param]


@pytest.fixture
def adapter(carrier: LittleCarrier) -> Adapter:
    return registry.adapter(carrier.name)


def _answering(says: Says) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        await request.read()
        return web.Response(status=says.status, text=says.body, headers=says.headers)

    return answer


async def _never_answering(request: web.Request) -> web.StreamResponse:
    await request.read()
    await asyncio.sleep(60)
    return web.Response()


async def _hanging_up(request: web.Request) -> web.StreamResponse:
    await request.read()
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def _breaking_off(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(status=202, headers={"Content-Length": "5000"})
    await response.prepare(request)
    await response.write(b"0: Acc")
    assert request.transport is not None
    request.transport.close()
    return response


def _at(base_url: str, carrier: LittleCarrier, job: Job) -> Outcome | None:
    async def run() -> Outcome | None:
        async with Client(connect_seconds=0.4, total_seconds=0.5) as session:
            return await job(session, {**carrier.credentials, "base_url": base_url})

    return asyncio.run(run())


def _with(handler: Handler, carrier: LittleCarrier, job: Job) -> Outcome | None:
    async def run() -> Outcome | None:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", handler)
        server = TestServer(app)
        await server.start_server(shutdown_timeout=0.1)
        async with Client(connect_seconds=0.4, total_seconds=0.5) as session:
            outcome = await job(session, {**carrier.credentials, "base_url": str(server.make_url("/"))})
        await server.close()
        return outcome

    return asyncio.run(run())


def _send(adapter: Adapter, text: Text = TO_ALICE) -> Job:
    return lambda session, credentials: adapter.send(session, credentials, text, CALLBACK_URL)


def _look_up(adapter: Adapter) -> Job:
    return lambda session, credentials: adapter.look_up(session, credentials, "msg_1")


def test_a_text_that_the_carrier_takes_is_accepted(adapter: Adapter, carrier: LittleCarrier) -> None:
    assert _with(_answering(carrier.accept), carrier, _send(adapter)) == Accepted(carrier.carrier_id)


def test_a_text_that_the_carrier_refuses_is_refused_for_good(
    adapter: Adapter, carrier: LittleCarrier
) -> None:
    outcome = _with(_answering(carrier.refuse), carrier, _send(adapter))
    assert isinstance(outcome, Refused)
    assert outcome.code and outcome.text and not outcome.retryable


def test_a_throttled_text_may_be_offered_again(adapter: Adapter, carrier: LittleCarrier) -> None:
    outcome = _with(_answering(carrier.throttle), carrier, _send(adapter))
    wait = carrier.throttle.headers.get("Retry-After")
    assert isinstance(outcome, Refused)
    assert outcome.retryable
    assert outcome.retry_after == (float(wait) if wait else None)


@pytest.mark.parametrize("value,seconds", [("7", 7), ("Mon, 01 Jan 2001 00:00:00 GMT", 0), ("soon", None)])
def test_any_carrier_may_answer_429_and_say_for_how_long(
    adapter: Adapter, carrier: LittleCarrier, value: str, seconds: float | None
) -> None:
    says = Says(429, "slow down", {"Retry-After": value})
    outcome = _with(_answering(says), carrier, _send(adapter))
    assert isinstance(outcome, Refused)
    assert outcome.retryable and outcome.retry_after == seconds


@pytest.mark.parametrize("handler", [_never_answering, _hanging_up, _breaking_off])
def test_when_no_answer_comes_after_the_bytes_left_nobody_is_sure(
    adapter: Adapter, carrier: LittleCarrier, handler: Handler
) -> None:
    assert isinstance(_with(handler, carrier, _send(adapter)), Unsure)


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_server_error_says_nothing_about_the_text(
    adapter: Adapter, carrier: LittleCarrier, status: int
) -> None:
    assert isinstance(_with(_answering(Says(status, "oops")), carrier, _send(adapter)), Unsure)


def test_an_answer_in_other_words_is_not_an_acceptance(adapter: Adapter, carrier: LittleCarrier) -> None:
    page = Says(200, "<html>It works!</html>")
    assert isinstance(_with(_answering(page), carrier, _send(adapter)), Unsure)


def test_where_nobody_listens_nothing_was_sent(adapter: Adapter, carrier: LittleCarrier) -> None:
    outcome = _at(f"http://127.0.0.1:{unused_port()}", carrier, _send(adapter))
    assert isinstance(outcome, Refused)
    assert outcome.retryable


@pytest.mark.parametrize("address", ["", "not an address", "ftp://127.0.0.1", "http://[", "http://:99999"])
def test_an_address_that_is_none_refuses(adapter: Adapter, carrier: LittleCarrier, address: str) -> None:
    assert isinstance(_at(address, carrier, _send(adapter)), Refused)


def test_a_line_break_in_a_reference_reaches_no_header(adapter: Adapter, carrier: LittleCarrier) -> None:
    text = replace(TO_ALICE, from_="+13105550100\r\nX-Other: 1")
    seen: list[str] = []

    async def watch(request: web.Request) -> web.StreamResponse:
        seen.extend(request.headers)
        return web.Response(status=400)

    assert isinstance(_with(watch, carrier, _send(adapter, text)), Refused)
    assert "X-Other" not in seen


def test_a_redirect_is_not_followed(adapter: Adapter, carrier: LittleCarrier) -> None:
    elsewhere = Says(307, "", {"Location": "http://127.0.0.1:1/"})
    outcome = _with(_answering(elsewhere), carrier, _send(adapter))
    assert isinstance(outcome, Refused)
    assert outcome.retryable and outcome.retry_after


def test_a_text_that_the_carrier_knows_is_found(adapter: Adapter, carrier: LittleCarrier) -> None:
    if adapter.can_look_up:
        outcome = _with(_answering(carrier.accept), carrier, _look_up(adapter))
        assert outcome == Accepted(carrier.carrier_id)


def test_only_the_carriers_own_word_makes_a_second_send_safe(
    adapter: Adapter, carrier: LittleCarrier
) -> None:
    assert isinstance(_with(_answering(Says(404, "Not Found")), carrier, _look_up(adapter)), Unsure)
    if carrier.unknown_reference:
        assert _with(_answering(carrier.unknown_reference), carrier, _look_up(adapter)) is None


@pytest.mark.parametrize("handler", [_never_answering, _hanging_up, _answering(Says(429, "slow down"))])
def test_a_look_up_that_fails_leaves_us_unsure(
    adapter: Adapter, carrier: LittleCarrier, handler: Handler
) -> None:
    assert isinstance(_with(handler, carrier, _look_up(adapter)), Unsure)


def test_every_status_of_the_carrier_becomes_one_of_ours(adapter: Adapter, carrier: LittleCarrier) -> None:
    assert dict(adapter.status_map) == carrier.statuses
    for word, status in carrier.statuses.items():
        callback = carrier.receipt(word, "msg_1")
        (receipt,) = adapter.parse(callback.headers, callback.body, callback.query).receipts
        assert (receipt.reference, receipt.status) == ("msg_1", status)
        assert receipt.at is not None and receipt.at.tzinfo is not None


@pytest.mark.parametrize("word", ["32", "enroute", "0"])
def test_an_unknown_status_is_ignored(adapter: Adapter, carrier: LittleCarrier, word: str) -> None:
    if carrier.name == "kannel" and not word.isdecimal():
        return  # not an unknown status there, but a malformed receipt
    callback = carrier.receipt(word, "msg_1")
    parsed = adapter.parse(callback.headers, callback.body, callback.query)
    assert parsed.receipts == () and parsed.inbound == ()


@pytest.mark.parametrize("body", ["STOP", "Où êtes-vous ? €5 & 100% 🎉", "two\nlines", "", "NUL \x00 inside"])
def test_a_phones_text_arrives_as_it_was_written(adapter: Adapter, carrier: LittleCarrier, body: str) -> None:
    callback = carrier.inbound(body)
    (inbound,) = adapter.parse(callback.headers, callback.body, callback.query).inbound
    assert (inbound.from_, inbound.to) == ("+12125550199", "+13105550100")
    assert inbound.body == body.replace("\x00", "")
    assert inbound.carrier_id


def test_a_genuine_callback_is_believed(adapter: Adapter, carrier: LittleCarrier) -> None:
    for callback in (carrier.receipt(next(iter(carrier.statuses)), "msg_1"), carrier.inbound("hi")):
        assert adapter.verify(callback.headers, callback.body, carrier.credentials, callback.query)


def test_a_forged_callback_is_refused(adapter: Adapter, carrier: LittleCarrier) -> None:
    genuine = carrier.inbound("STOP")
    unsigned = Callback({}, genuine.body, "")
    tampered = Callback(
        {name: value[:-1] + ("0" if value[-1] != "0" else "1") for name, value in genuine.headers.items()},
        genuine.body + b" ",
        genuine.query.replace("token=", "token=x"),
    )
    for forged in (unsigned, tampered):
        assert not adapter.verify(forged.headers, forged.body, carrier.credentials, forged.query)


def test_nobody_is_believed_where_the_secret_is_empty(adapter: Adapter, carrier: LittleCarrier) -> None:
    empty = dict.fromkeys(carrier.credentials, "")
    for callback in (carrier.inbound("STOP"), Callback({}, b"", "token="), Callback({}, b"", "")):
        assert not adapter.verify(callback.headers, callback.body, empty, callback.query)


def test_a_malformed_callback_is_refused_by_name(adapter: Adapter, carrier: LittleCarrier) -> None:
    for callback in carrier.malformed:
        with pytest.raises(MalformedCallback):
            adapter.parse(callback.headers, callback.body, callback.query)


@given(body=st.binary(max_size=200), query=st.text(max_size=200), name=st.sampled_from(registry.names()))
def test_no_callback_whatever_it_holds_breaks_an_adapter(body: bytes, query: str, name: str) -> None:
    adapter, credentials = registry.adapter(name), LITTLE_CARRIERS[name].credentials
    headers = {"X-Virtual-Signature": query}
    assert not adapter.verify(headers, body, credentials, query)
    try:
        adapter.parse(headers, body, query)
    except MalformedCallback as refusal:
        assert str(refusal)


def test_secrets_are_in_no_log_and_no_outcome(
    adapter: Adapter, carrier: LittleCarrier, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answers = (carrier.accept, carrier.refuse, carrier.throttle, Says(500, "oops"), Says(401, "no"))
    handlers = [*map(_answering, answers), _hanging_up, _never_answering]
    said = [repr(_with(handler, carrier, _send(adapter))) for handler in handlers]
    said += [repr(_with(handler, carrier, _look_up(adapter))) for handler in handlers]
    said += [repr(_at(url, carrier, _send(adapter))) for url in ("http://127.0.0.1:1", "http://[")]
    secrets = [carrier.credentials[f.name] for f in adapter.credential_fields if f.secret]
    assert secrets
    for secret in secrets:
        assert secret not in caplog.text
        assert not any(secret in each for each in said)


def test_an_account_knows_what_it_lacks(adapter: Adapter, carrier: LittleCarrier) -> None:
    complete = {**carrier.credentials, "base_url": "http://127.0.0.1:1"}
    assert missing_credentials(adapter, complete) == []
    required = [f.name for f in adapter.credential_fields if f.required]
    assert missing_credentials(adapter, {}) == required
    for name in required:
        assert missing_credentials(adapter, {**complete, name: ""}) == [name]


def test_every_adapter_goes_by_its_name_and_says_its_limits(adapter: Adapter, carrier: LittleCarrier) -> None:
    assert adapter.name == carrier.name
    assert adapter.label
    assert adapter.limits.in_flight > 0 and adapter.limits.per_second > 0 and adapter.limits.body >= 160


def test_a_carrier_that_nobody_knows_has_a_name_for_it() -> None:
    with pytest.raises(registry.UnknownCarrier):
        registry.adapter("pigeon")
