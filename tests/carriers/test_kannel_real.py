"""The Kannel adapter against Kannel itself, as Debian ships it: nobody here wrote what answers."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from apps.carriers.exchange import open_session
from apps.carriers.outcomes import Accepted, Outcome, Refused, Text
from apps.carriers.registry import adapter
from tests.carriers.kannel import TOKEN, Kannel, kannel
from tests.carriers.mailbox import Mailbox, mailbox

pytestmark = pytest.mark.kannel
ALICE, OUR_NUMBER = "+12125550199", "+13105550100"


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[Kannel, Mailbox]]:
    with mailbox() as box, kannel(box.url) as gateway:
        yield gateway, box


@pytest.fixture
def gateway(started: tuple[Kannel, Mailbox]) -> Kannel:
    return started[0]


@pytest.fixture
def box(started: tuple[Kannel, Mailbox]) -> Mailbox:
    started[1].callbacks.clear()
    started[1].status = 200
    return started[1]


def _send(gateway: Kannel, *texts: Text, **credentials: str) -> list[Outcome]:
    async def run() -> list[Outcome]:
        async with open_session() as session:
            given = {**gateway.credentials, **credentials}
            sends = (adapter("kannel").send(session, given, each, gateway.callback_url) for each in texts)
            return await asyncio.gather(*sends)

    return asyncio.run(run())


def _text(reference: str, body: str = "Hi Alice", encoding: str = "GSM-7") -> Text:
    return Text(reference, ALICE, OUR_NUMBER, body, encoding, 1)


def _statuses(gateway: Kannel, box: Mailbox, reference: str) -> list[str]:
    parsed = box.read(adapter("kannel"), gateway.credentials)
    return sorted(each.status for each in parsed.receipts if each.reference == reference)


def test_alices_text_reaches_her_phone_and_both_receipts_name_it(gateway: Kannel, box: Mailbox) -> None:
    assert _send(gateway, _text("msg_01", "Hi Alice, {5} € & 100% @home")) == [Accepted("")]
    box.wait_until(lambda: len(box.callbacks) >= 2)
    assert _statuses(gateway, box, "msg_01") == ["delivered", "sent"]
    assert f"{OUR_NUMBER} {ALICE} text Hi Alice, {{5}} € & 100% @home" in gateway.received()


def test_a_reference_of_any_characters_comes_back_as_it_was(gateway: Kannel, box: Mailbox) -> None:
    reference = "odd %d&type=2 +%41/ü"
    assert _send(gateway, _text(reference)) == [Accepted("")]
    box.wait_until(lambda: len(box.callbacks) >= 2)
    assert _statuses(gateway, box, reference) == ["delivered", "sent"]


def test_a_text_outside_gsm_goes_out_as_ucs2(gateway: Kannel, box: Mailbox) -> None:
    assert _send(gateway, _text("msg_02", "Привет 🎉", "UCS-2")) == [Accepted("")]
    box.wait_until(lambda: len(box.callbacks) >= 2)
    assert any("ucs-2 %04%1F%04%40%048%042%045%04B%00+%D8%3C%DF%89" in each for each in gateway.received())


def test_a_long_text_goes_out_in_parts_and_reports_once(gateway: Kannel, box: Mailbox) -> None:
    assert _send(gateway, _text("msg_03", "part " * 60)) == [Accepted("")]
    box.wait_until(lambda: len(box.callbacks) >= 2)
    assert _statuses(gateway, box, "msg_03") == ["delivered", "sent"]
    assert sum(" udh " in each for each in gateway.received()) == 2


def test_a_hundred_texts_at_once_all_arrive(gateway: Kannel, box: Mailbox) -> None:
    texts = [_text(f"msg_many_{n}") for n in range(100)]
    assert _send(gateway, *texts) == [Accepted("")] * 100
    box.wait_until(lambda: len(box.callbacks) >= 200)
    receipts = box.read(adapter("kannel"), gateway.credentials).receipts
    delivered = {each.reference for each in receipts if each.status == "delivered"}
    assert delivered == {each.reference for each in texts}


def test_a_receipt_that_we_could_not_take_comes_again(gateway: Kannel, box: Mailbox) -> None:
    box.status = 503
    assert _send(gateway, _text("msg_06")) == [Accepted("")]
    box.wait_until(lambda: box.turned_away >= 2)
    box.status = 200
    box.wait_until(lambda: len(box.callbacks) >= 2)
    assert _statuses(gateway, box, "msg_06") == ["delivered", "sent"]


def test_a_wrong_password_is_the_accounts_fault_and_may_be_mended(gateway: Kannel) -> None:
    (outcome,) = _send(gateway, _text("msg_04"), password="wrong")
    assert isinstance(outcome, Refused)
    assert outcome.code == "authorization_failed"
    assert outcome.retryable and outcome.retry_after


def test_a_number_that_is_none_is_refused_for_good(gateway: Kannel) -> None:
    (outcome,) = _send(gateway, Text("msg_05", "+1212abc0199", OUR_NUMBER, "Hi", "GSM-7", 1))
    assert isinstance(outcome, Refused)
    assert not outcome.retryable


@pytest.mark.parametrize("body", ["STOP", "Où êtes-vous ? Привет 🎉 & 100%", "two  blanks"])
def test_alices_reply_arrives_as_she_wrote_it(gateway: Kannel, box: Mailbox, body: str) -> None:
    gateway.text_from_phone(ALICE, OUR_NUMBER, body)
    box.wait_until(lambda: len(box.callbacks) >= 1)
    (inbound,) = box.read(adapter("kannel"), gateway.credentials).inbound
    assert (inbound.from_, inbound.to, inbound.body) == (ALICE, OUR_NUMBER, body)
    assert inbound.carrier_id and inbound.at


def test_kannel_brings_the_token_and_without_it_nobody_is_believed(gateway: Kannel, box: Mailbox) -> None:
    gateway.text_from_phone(ALICE, OUR_NUMBER, "STOP")
    box.wait_until(lambda: len(box.callbacks) >= 1)
    forged = box.callbacks[0].query.replace(TOKEN, "guess")
    assert not adapter("kannel").verify({}, b"", gateway.credentials, forged)


def test_everything_listens_on_loopback_only(gateway: Kannel) -> None:
    rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = {
        row[1].split(":")[0] for row in rows if row[3] == "0A" and _port(row[1]) in gateway.ports.values()
    }
    assert listening == {"0100007F"}


def _port(address: str) -> int:
    return int(address.split(":")[1], 16)
