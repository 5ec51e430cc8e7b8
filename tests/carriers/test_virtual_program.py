"""The virtual carrier as a process: what it takes it keeps, and every magic number does its trick."""

import asyncio
import http.client
import urllib.error
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from pytest_django import Settings

from apps.carriers.exchange import open_session
from apps.carriers.outcomes import Accepted, Inbound, Outcome, Receipt, Refused, Text, Unsure
from apps.carriers.registry import adapter
from tests.carriers.mailbox import Mailbox, mailbox
from tests.carriers.program import KEY, OUR_NUMBER, Program, program

ALICE = "+12125550199"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with program(tmp_path_factory.mktemp("carrier"), "--receipt-delay-ms", "50") as each:
        yield each


@pytest.fixture
def carrier(running: Program) -> Program:
    running.call("POST", "/reset")
    return running


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as each:
        yield each


def _receipts(box: Mailbox) -> list[Receipt]:
    return list(box.read(adapter("virtual"), {"api_key": KEY}).receipts)


def _inbound(box: Mailbox) -> list[Inbound]:
    return list(box.read(adapter("virtual"), {"api_key": KEY}).inbound)


def _code(answer: tuple[int, Any]) -> tuple[int, str, str | None]:
    return answer[0], answer[1]["error"]["code"], answer[1]["error"]["field"]


def test_alice_gets_her_text_and_we_get_the_receipt(carrier: Program, box: Mailbox) -> None:
    status, answer = carrier.send("msg_1", ALICE, box.url)
    assert (status, answer["reference"], answer["status"]) == (202, "msg_1", "accepted")
    box.wait_until(lambda: len(_receipts(box)) == 1)
    (receipt,) = _receipts(box)
    assert (receipt.reference, receipt.status, receipt.carrier_id) == ("msg_1", "delivered", answer["id"])
    assert carrier.call("GET", "/v1/messages/msg_1")[1]["status"] == "delivered"


def test_a_reference_is_accepted_once_however_often_it_comes(carrier: Program, box: Mailbox) -> None:
    answers = [carrier.send("msg_1", ALICE, box.url) for _ in range(3)]
    assert answers == [answers[0]] * 3
    stats = carrier.stats()
    assert (stats["accepted"], stats["distinct_references"], stats["doubled_references"]) == (1, 1, 1)


def test_two_senders_may_use_the_same_reference(carrier: Program) -> None:
    text = {"reference": "1", "to": ALICE, "from": OUR_NUMBER, "body": "Hi"}
    mine, theirs = (carrier.call("POST", "/v1/messages", text, key)[1] for key in ("mine", "theirs"))
    assert mine["id"] != theirs["id"]
    assert carrier.call("GET", "/v1/messages/1", key="nobodys")[0] == 404
    assert carrier.stats()["doubled_references"] == 0


@pytest.mark.parametrize("digits,code", [("0001", "unreachable"), ("0012", "blocked")])
def test_0001_and_0012_are_refused(carrier: Program, digits: str, code: str) -> None:
    assert _code(carrier.send("msg_1", f"+1212555{digits}")) == (422, code, "to")
    assert carrier.call("GET", "/v1/messages/msg_1")[0] == 404
    assert (carrier.stats()["rejected"], carrier.stats()["accepted"]) == (1, 0)


def test_0002_is_accepted_and_then_fails(carrier: Program, box: Mailbox) -> None:
    assert carrier.send("msg_1", "+12125550002", box.url)[0] == 202
    box.wait_until(lambda: len(_receipts(box)) == 1)
    (receipt,) = _receipts(box)
    assert receipt.status == "failed" and receipt.code and receipt.text
    assert carrier.stats()["by_status"] == {"failed": 1}


def test_0003_takes_the_text_and_the_answer_is_lost(carrier: Program) -> None:
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError, urllib.error.URLError)):
        carrier.send("msg_1", "+12125550003")
    assert carrier.call("GET", "/v1/messages/msg_1")[0] == 200
    assert carrier.stats()["accepted"] == 1


def test_0004_is_throttled_once_for_each_reference(carrier: Program) -> None:
    assert [carrier.send("msg_1", "+12125550004")[0] for _ in range(3)] == [429, 202, 202]
    assert carrier.send("msg_2", "+12125550004")[0] == 429
    assert (carrier.stats()["throttled"], carrier.stats()["accepted"]) == (2, 1)


def test_0005_reports_twice(carrier: Program, box: Mailbox) -> None:
    carrier.send("msg_1", "+12125550005", box.url)
    box.wait_until(lambda: len(_receipts(box)) == 2)
    first, second = _receipts(box)
    assert first == second


def test_0006_reports_in_the_wrong_order(carrier: Program, box: Mailbox) -> None:
    carrier.send("msg_1", "+12125550006", box.url)
    box.wait_until(lambda: len(_receipts(box)) == 2)
    assert [each.status for each in _receipts(box)] == ["delivered", "sent"]
    assert carrier.stats()["by_status"] == {"delivered": 1}


def test_0007_is_delivered_and_nobody_is_told(carrier: Program, box: Mailbox) -> None:
    carrier.send("msg_lost", "+12125550007", box.url)
    carrier.send("msg_1", ALICE, box.url)
    box.wait_until(lambda: len(_receipts(box)) >= 1)
    assert [each.reference for each in _receipts(box)] == ["msg_1"]
    assert carrier.stats()["by_status"] == {"delivered": 2}


@pytest.mark.parametrize("digits,word", [("0008", "STOP"), ("0009", "YES"), ("0011", "Thanks")])
def test_0008_0009_and_0011_reply(carrier: Program, box: Mailbox, digits: str, word: str) -> None:
    carrier.send("msg_1", f"+1212555{digits}", box.url)
    box.wait_until(lambda: len(_inbound(box)) == 1)
    (reply,) = _inbound(box)
    assert (reply.from_, reply.to) == (f"+1212555{digits}", OUR_NUMBER)
    assert reply.body.startswith(word)
    assert [each.status for each in _receipts(box)] == ["delivered"]


def test_0010_takes_three_seconds_to_answer(carrier: Program) -> None:
    begin = monotonic()
    assert carrier.send("msg_1", "+12125550010")[0] == 202
    assert monotonic() - begin >= 3


def test_an_account_without_an_address_is_at_the_installations_own(
    carrier: Program, settings: Settings
) -> None:
    settings.VIRTUAL_CARRIER_URL = carrier.url

    async def outcome() -> Outcome:
        async with open_session() as session:
            text = Text("msg/own", "+12125550199", OUR_NUMBER, "Hi", "GSM-7", 1)
            return await adapter("virtual").send(session, {"api_key": KEY}, text, "")

    assert isinstance(asyncio.run(outcome()), Accepted)


def test_the_adapter_and_the_program_understand_each_other(carrier: Program) -> None:
    speaks, credentials = adapter("virtual"), {"base_url": carrier.url, "api_key": KEY}

    async def outcomes(*digits: str) -> list[Outcome | None]:
        async with open_session() as session:
            texts = [Text(f"msg/{d}", f"+1212555{d}", OUR_NUMBER, "Hi", "GSM-7", 1) for d in digits]
            sent = [await speaks.send(session, credentials, each, "") for each in texts]
            return [*sent, *[await speaks.look_up(session, credentials, each.reference) for each in texts]]

    good, bad, blocked, cut, fast, *found = asyncio.run(outcomes("0199", "0001", "0012", "0003", "0004"))
    assert isinstance(good, Accepted) and isinstance(cut, Unsure)
    assert isinstance(bad, Refused) and (bad.code, bad.retryable, bad.blocked) == (
        "unreachable",
        False,
        False,
    )
    assert isinstance(blocked, Refused) and blocked.blocked and not blocked.retryable
    assert isinstance(fast, Refused) and (fast.retryable, fast.retry_after) == (True, 1.0)
    assert found[0] == good and isinstance(found[3], Accepted)
    assert [found[1], found[2], found[4]] == [None] * 3


def test_a_phone_texts_a_number_that_has_sent_before(carrier: Program, box: Mailbox) -> None:
    carrier.send("msg_1", ALICE, box.url)
    text = {"from": ALICE, "to": OUR_NUMBER, "body": "Is this Bob?"}
    status, answer = carrier.call("POST", "/inbound", text)
    assert status == 202
    box.wait_until(lambda: len(_inbound(box)) == 1)
    (inbound,) = _inbound(box)
    assert (inbound.carrier_id, inbound.from_, inbound.body) == (answer["id"], ALICE, "Is this Bob?")


def test_a_number_that_never_sent_can_be_registered(carrier: Program, box: Mailbox) -> None:
    text = {"from": ALICE, "to": "+14155550100", "body": "hello"}
    assert _code(carrier.call("POST", "/inbound", text)) == (404, "unknown_number", "to")
    home = {"callback_url": box.url, "api_key": KEY}
    assert carrier.call("PUT", "/numbers/+14155550100", home)[0] == 200
    assert carrier.call("POST", "/inbound", text)[0] == 202
    box.wait_until(lambda: len(_inbound(box)) == 1)


def test_receipts_are_posted_until_somebody_takes_them(carrier: Program, box: Mailbox) -> None:
    box.status = 503
    for n in range(30):
        carrier.send(f"msg_{n}", ALICE, box.url)
    assert carrier.stats()["receipts_pending"] == 30
    box.status = 200
    box.wait_until(lambda: len(_receipts(box)) == 30)
    assert {each.reference for each in _receipts(box)} == {f"msg_{n}" for n in range(30)}


def test_what_was_accepted_survives_sigkill(tmp_path: Path, box: Mailbox) -> None:
    with program(tmp_path, "--receipt-delay-ms", "50") as carrier:
        box.status = 503
        ids = [carrier.send(f"msg_{n}", ALICE, box.url)[1]["id"] for n in range(20)]
        carrier.send("msg_0", ALICE, box.url)
        carrier.send("msg_no", "+12125550001", box.url)
        carrier.kill()
        box.status = 200
        carrier.start()
        box.wait_until(lambda: len(_receipts(box)) == 20)
        assert sorted(each.carrier_id for each in _receipts(box)) == sorted(ids)
        stats = carrier.stats()
        assert (stats["accepted"], stats["doubled_references"], stats["rejected"]) == (20, 1, 1)
        assert carrier.send("msg_7", ALICE, box.url)[1]["id"] == ids[7]


def test_after_a_restart_nothing_is_posted_a_second_time(tmp_path: Path, box: Mailbox) -> None:
    with program(tmp_path, "--receipt-delay-ms", "50") as carrier:
        carrier.send("msg_1", "+12125550009", box.url)
        box.wait_until(lambda: len(_inbound(box)) == 1)
        carrier.wait_until_settled()
        carrier.stop()
        carrier.start()
        carrier.send("msg_2", ALICE, box.url)
        box.wait_until(lambda: len(_receipts(box)) == 2)
        assert [each.reference for each in _receipts(box)] == ["msg_1", "msg_2"]
        assert len(_inbound(box)) == 1


def test_a_second_carrier_on_the_same_data_is_refused_in_plain_words(
    running: Program, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(AssertionError, match="ended at once"):
        Program(running.directory)
    assert "Another virtual carrier works in" in capfd.readouterr().err
