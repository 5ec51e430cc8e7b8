"""Carriers call back: what is genuine is kept to the byte, the rest is turned away."""

import hashlib
import hmac
from typing import Any

import orjson
import pytest
from django.test import Client

from apps.carriers.models import Callback, CarrierAccount
from apps.messaging import receipts
from apps.messaging.models import Message
from apps.senders import actions as senders
from tests.messaging.orders import queued
from tests.world import World


def path(account: CarrierAccount, token: str | None = None) -> str:
    given = account.callback_token if token is None else token
    return f"/callbacks/{account.public_id}?token={given}"


def signed(account: CarrierAccount, body: bytes) -> dict[str, str]:
    """As the virtual carrier signs."""
    key = account.credentials["api_key"].encode()
    return {"X-Virtual-Signature": f"t=1,v1={hmac.new(key, b'1.' + body, hashlib.sha256).hexdigest()}"}


def post(account: CarrierAccount, body: bytes, address: str = "", **headers: str) -> Any:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    given = {**signed(account, body), **headers}
    return client.generic(
        "POST", address or path(account), body, content_type="application/json", headers=given
    )


@pytest.fixture
def account(world: World) -> CarrierAccount:
    return world.acme.sender.carrier


def test_a_receipt_is_kept_to_the_byte_and_moves_its_message_later(
    daytime: None,
    world: World,
    account: CarrierAccount,
) -> None:
    message = queued(world.acme, world.charlie)
    Message.everywhere.filter(pk=message.pk).update(state="sending")
    body = orjson.dumps({"receipts": [{"reference": message.public_id, "id": "v-1", "status": "delivered"}]})
    response = post(account, body, **{"X-Custom": "1", "Cookie": "secret=1", "Authorization": "Bearer x"})
    assert (response.status_code, response.content) == (200, b"")
    kept = Callback.objects.get()
    assert (kept.account, bytes(kept.body), kept.state) == (account, body, "new")
    assert kept.query == f"token={account.callback_token}"
    assert set(kept.headers) == {"Content-Type", "X-Virtual-Signature", "X-Custom"}
    assert Message.everywhere.get(pk=message.pk).state == "sending"
    receipts.apply_waiting()
    assert Callback.objects.get().problem == ""
    assert Message.everywhere.get(pk=message.pk).state == "delivered"


def test_bytes_that_are_no_text_are_kept_too(account: CarrierAccount) -> None:
    body = b"\x00\xff\xfe not json"
    assert post(account, body).status_code == 200
    assert bytes(Callback.objects.get().body) == body
    receipts.apply_waiting()
    assert Callback.objects.get().state == "malformed"


@pytest.mark.parametrize("token", ["", "wrong", "cbk_", "ü", "%00"])
def test_a_wrong_token_is_turned_away(account: CarrierAccount, token: str) -> None:
    assert post(account, b"{}", path(account, token)).status_code == 403
    assert post(account, b"{}", f"/callbacks/{account.public_id}").status_code == 403
    assert not Callback.objects.exists()


def test_the_token_of_another_account_opens_nothing(world: World, account: CarrierAccount) -> None:
    other = world.bobco.sender.carrier
    assert post(account, b"{}", path(account, other.callback_token)).status_code == 403


def test_a_wrong_signature_is_turned_away(account: CarrierAccount) -> None:
    for signature in ("", "t=1,v1=00", "nonsense", "t=1"):
        assert post(account, b"{}", **{"X-Virtual-Signature": signature}).status_code == 403
    assert not Callback.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["car_01HYZ8QK7M3N5P9RSTVWXYZ012", "abc", "%00", "car_"])
def test_an_unknown_account_is_not_there(name: str) -> None:
    assert Client().post(f"/callbacks/{name}?token=x").status_code == 404


def test_a_disabled_account_still_takes_receipts(account: CarrierAccount) -> None:
    CarrierAccount.everywhere.filter(pk=account.pk).update(enabled=False)
    assert post(account, b"{}").status_code == 200
    assert Callback.objects.count() == 1


@pytest.mark.parametrize("size", [1_000_001, 10_500_000])
def test_more_than_a_megabyte_is_too_much(account: CarrierAccount, size: int) -> None:
    assert post(account, b"x" * size).status_code == 413
    assert not Callback.objects.exists()


def test_an_account_without_its_credentials_proves_nothing(account: CarrierAccount) -> None:
    account.credentials = {}
    account.save()
    assert Client().post(path(account), b"{}", content_type="application/json").status_code == 403


def test_a_carrier_that_we_no_longer_speak_is_turned_away(account: CarrierAccount) -> None:
    CarrierAccount.everywhere.filter(pk=account.pk).update(adapter="gone")
    assert post(account, b"{}").status_code == 403


def test_other_verbs_are_refused(account: CarrierAccount) -> None:
    assert Client().put(path(account)).status_code == 405


def test_kannel_calls_with_a_query_alone(world: World) -> None:
    kannel = CarrierAccount.objects.create(
        workspace=world.acme.workspace,
        name="Kannel",
        adapter="kannel",
        credentials={"base_url": "http://127.0.0.1:13013", "username": "u", "password": "p"},
    )
    sender = senders.add(kannel, "+14155550199")
    query = "&id=1&from=%2B14155552001&to=%2B14155550199&charset=UTF-8&coding=0&at=1&text=Caf%C3%A9"
    assert Client().get(path(kannel) + query).status_code == 200
    assert Callback.objects.get().query.endswith(query)
    receipts.apply_waiting()
    assert Message.objects.of(world.acme.workspace).get(sender=sender).body == "Café"


def test_no_session_is_opened(account: CarrierAccount) -> None:
    assert not post(account, b"{}").cookies
