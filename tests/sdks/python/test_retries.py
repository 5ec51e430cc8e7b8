"""What fails in passing is tried again, and nothing is done twice."""

import socket
import time
from typing import Any

import pytest

from sendwell import APIConnectionError, APITimeoutError, InvalidRequestError, RateLimitError, ServerError
from sendwell.retrying import Patience
from tests.sdks.python.both import client
from tests.sdks.python.faulty import CUT, Faulty


def send(impatient: Any, **more: Any) -> Any:
    return impatient.messages.send("+14155550123", "Hello", **more)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, CUT])
def test_a_post_is_tried_again_under_one_key(server: Faulty, impatient: Any, status: int) -> None:
    server.answers = [(status, {}), (status, {})]
    assert send(impatient)["id"] == "msg_1"
    assert len(server.keys) == 3 and len(set(server.keys)) == 1 and server.keys[0]


def test_two_calls_have_two_keys_and_one_may_be_given(server: Faulty, impatient: Any) -> None:
    send(impatient), send(impatient), send(impatient, idempotency_key="order-42")
    assert len(set(server.keys)) == 3 and server.keys[2] == "order-42"


def test_reading_and_deleting_need_no_key(server: Faulty, impatient: Any) -> None:
    server.answers = [(503, {})]
    impatient.messages.get("msg_1"), impatient.contacts.delete("con_1")
    assert [method for method, _, _ in server.asked] == ["GET", "GET", "DELETE"]
    assert server.keys == [None, None, None]


def test_retry_after_is_waited_for(server: Faulty, impatient: Any) -> None:
    server.answers = [(429, {"Retry-After": "1"})]
    began = time.monotonic()
    send(impatient)
    assert time.monotonic() - began >= 1


def test_a_retry_after_of_an_hour_is_told_instead(server: Faulty, impatient: Any) -> None:
    server.answers = [(429, {"Retry-After": "3600"})]
    with pytest.raises(RateLimitError) as told:
        send(impatient)
    assert told.value.headers["retry-after"] == "3600" and len(server.asked) == 1


def test_it_gives_up_in_the_end(server: Faulty, impatient: Any) -> None:
    server.answers = [(500, {})] * 9
    with pytest.raises(ServerError) as told:
        send(impatient)
    assert (told.value.code, told.value.request_id, len(server.asked)) == ("c", "req_1", 5)


def test_what_is_wrong_stays_wrong_and_is_asked_once(server: Faulty, impatient: Any) -> None:
    server.answers = [(400, {})]
    with pytest.raises(InvalidRequestError):
        send(impatient)
    assert len(server.asked) == 1


def test_nobody_there(kind: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
        alone = client(kind, "msvs_test_1", nobody, patience=Patience(retries=1, first=0.01))
        with pytest.raises(APIConnectionError):
            send(alone)
        alone.close()


def test_somebody_who_never_answers(kind: str) -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        address = f"http://127.0.0.1:{mute.getsockname()[1]}"
        waiting = client(kind, "msvs_test_1", address, timeout=0.1, patience=Patience(retries=0))
        with pytest.raises(APITimeoutError):
            send(waiting)
        waiting.close()


def test_waits_double_and_differ() -> None:
    patience = Patience()
    first = [patience.after_silence(1) or 0 for _ in range(50)]
    fourth = [patience.after_silence(4) or 0 for _ in range(50)]
    assert all(0.25 <= wait <= 0.5 for wait in first) and all(2 <= wait <= 4 for wait in fourth)
    assert len(set(first)) > 10 and patience.after_silence(5) is None
